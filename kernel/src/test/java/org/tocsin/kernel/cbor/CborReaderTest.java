package org.tocsin.kernel.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Rejection;

final class CborReaderTest {
    @ParameterizedTest
    @CsvSource({
        "1800, cbor.shortest", "190018, cbor.shortest", "1a0000ffff, cbor.shortest",
                "1b00000000ffffffff, cbor.shortest",
        "1bffffffffffffffff, cbor.shortest", "9f00ff, cbor.length", "5f4100ff, cbor.length",
                "a2020001f6, cbor.key-order",
        "a201000100, cbor.key-order", "a1800001, cbor.key", "c100, cbor.type", "fb3ff0000000000000, cbor.type",
        "f7, cbor.type", "61ff, cbor.text", "5b7fffffffffffffff00, cbor.length", "9a7fffffff, cbor.length",
        "'', cbor.truncated", "19, cbor.truncated", "44000000, cbor.length"
    })
    void anythingButTheOneEncodingIsRefused(String hex, String code) {
        assertThatThrownBy(() -> reader(hex).skip()).isInstanceOfSatisfying(Rejection.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }

    @Test
    void aTowerOfArraysIsRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> reader("81".repeat(100_000) + "00").skip())
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("cbor.depth"));
    }

    @Test
    void bytesBehindTheEndAreRefused() {
        var in = reader("0000");
        in.skip();
        assertThatThrownBy(in::end).hasMessageContaining("cbor.trailing");
    }

    @Test
    void whatTheWriterWritesTheReaderReads() {
        var out = new CborWriter()
                .map(2)
                .uint(1)
                .text("é")
                .uint(300)
                .array(4)
                .integer(-500)
                .bytes(new byte[] {1, 2})
                .bool(true)
                .nil();
        var in = new CborReader(out.toArray());
        var keys = new MapKeys(in);
        assertThat(keys.next()).isTrue();
        assertThat(keys.number()).isEqualTo(1);
        assertThat(in.text()).isEqualTo("é");
        assertThat(keys.next()).isTrue();
        assertThat(keys.number()).isEqualTo(300);
        assertThat(in.array(4)).isEqualTo(4);
        assertThat(in.integer()).isEqualTo(-500);
        assertThat(in.bytes(2)).containsExactly(1, 2);
        assertThat(in.bool()).isTrue();
        assertThat(in.nil()).isTrue();
        assertThat(keys.next()).isFalse();
        in.end();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65536, 1a00010000",
        "4294967296, 1b0000000100000000"
    })
    void numbersHaveTheirShortestForm(long value, String hex) {
        assertThat(HexFormat.of().formatHex(new CborWriter().uint(value).toArray()))
                .isEqualTo(hex);
        assertThat(reader(hex).uint()).isEqualTo(value);
    }

    @FuzzTest
    void hostileBytesAreReadOrRefusedByName(byte[] data) {
        var in = new CborReader(data);
        try {
            assertThat(in.raw()).hasSizeLessThanOrEqualTo(data.length);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("cbor.");
        }
    }

    private static CborReader reader(String hex) {
        return new CborReader(HexFormat.of().parseHex(hex));
    }
}

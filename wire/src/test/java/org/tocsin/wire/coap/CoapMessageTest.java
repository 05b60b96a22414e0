package org.tocsin.wire.coap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoapMessageTest {
    /** The example of RFC 7252, appendix A, figure 16: GET coap://server/temperature. */
    @Test
    void theExampleOfTheStandardIsRead() {
        var request = requireNonNull(read("40017d34" + "bb74656d7065726174757265"));
        assertThat(request.type()).isEqualTo(CoapMessage.Type.CONFIRMABLE);
        assertThat(request.isRequest()).isTrue();
        assertThat(request.messageId()).isEqualTo(0x7d34);
        assertThat(request.path()).isEqualTo("/temperature");
        var answer = requireNonNull(read("60457d34" + "ff" + "32322e332043"));
        assertThat(answer.codeWord()).isEqualTo("2.05");
        assertThat(answer.payload()).isEqualTo(6);
    }

    @Test
    void extendedOptionsAndTokensAreRead() {
        var message = requireNonNull(read("44010001" + "01020304" + "b17a" + "0179" + "4178" + "d102aa" + "e10001bb"));
        assertThat(message.token().size()).isEqualTo(4);
        assertThat(message.path()).isEqualTo("/z/y");
        assertThat(message.query()).isEqualTo("x");
        assertThat(message.options()).extracting(CoapMessage.Option::number).containsExactly(11, 11, 15, 30, 300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "80010001", // version 2
                "49010001" + "000000000000000000", // a token of nine bytes
                "40010001ff", // a marker without payload
                "40010001f0", // a reserved delta
                "400100010f", // a reserved length
                "40010001b5746d", // an option that is cut off
                "40000001aa", // an empty message that is not empty
                "40230001", // a code of no class
                "44010001aabb" // a token that is cut off
            })
    void liesAreNone(String hex) {
        assertThat(read(hex)).isNull();
    }

    @FuzzTest
    void hostileMessagesAreReadOrNot(byte[] data) {
        var message = CoapMessage.read(data, 0, data.length);
        if (message != null) {
            assertThat(message.options()).hasSizeLessThanOrEqualTo(64);
            assertThat(message.payload()).isBetween(0, data.length);
        }
    }

    private static @Nullable CoapMessage read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return CoapMessage.read(bytes, 0, bytes.length);
    }
}

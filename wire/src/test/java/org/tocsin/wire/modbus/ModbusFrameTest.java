package org.tocsin.wire.modbus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModbusFrameTest {
    @Test
    void aWriteIsToldFromARead() {
        assertThat(read("000100000006" + "01" + "03006b0003")).isEqualTo(new ModbusFrame(1, 1, 3, 0, 0x6b, 12));
        var write = requireNonNull(read("000200000006" + "11" + "0600010003"));
        assertThat(write.writes()).isTrue();
    }

    @Test
    void anExceptionIsRead() {
        assertThat(read("000100000003" + "01" + "8302")).isEqualTo(new ModbusFrame(1, 1, 3, 2, -1, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000100010006010300000001",
                "0001000000010103",
                "0001ffff0006010300000001",
                "000100000006",
                "0001000000060100"
            })
    void whatIsNoFrameIsNone(String hex) {
        assertThat(read(hex)).isNull();
    }

    @FuzzTest
    void hostileFramesAreReadOrNot(byte[] data) {
        var frame = ModbusFrame.read(data, 0, data.length);
        if (frame != null) {
            assertThat(frame.length()).isBetween(8, 260);
        }
    }

    private static @Nullable ModbusFrame read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return ModbusFrame.read(bytes, 0, bytes.length);
    }
}

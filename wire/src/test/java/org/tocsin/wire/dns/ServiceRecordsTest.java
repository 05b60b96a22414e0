package org.tocsin.wire.dns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ServiceRecordsTest {
    private static final String ANSWER = "000084000000";

    @Test
    void anAnnouncementNamesServiceHostAndText() {
        var message = requireNonNull(read(ANSWER + "0003" + "0000" + "0000"
                + name("_http", "_tcp", "local") + "000c0001" + "00000078" + "0006" + "0363616d" + "c00c"
                + "c028" + "00210001" + "00000078" + "000c" + "000000000050" + "04686f73" + "7400"
                + "c028" + "00100001" + "00000078" + "0005" + "04763d3131"));
        assertThat(message.response()).isTrue();
        assertThat(message.records())
                .containsExactly(
                        new ServiceRecords.Pointer("_http._tcp.local", "cam._http._tcp.local"),
                        new ServiceRecords.Service("cam._http._tcp.local", "host", 80),
                        new ServiceRecords.Text("cam._http._tcp.local", List.of("v=11")));
    }

    @Test
    void aCompressionLoopIsNotFollowed() {
        var message = requireNonNull(
                read(ANSWER + "0001" + "0000" + "0000" + "c00c" + "000c0001" + "00000078" + "0002" + "c00c"));
        assertThat(message.records()).isEmpty();
    }

    @Test
    void pointersForwardAndNamesWithoutEndAreNotFollowed() {
        assertThat(records("c0ff" + "000c0001" + "00000078" + "0000")).isEmpty();
        assertThat(records("3f" + "61".repeat(63))).isEmpty();
        assertThat(records(("3f" + "61".repeat(63)).repeat(5) + "00" + "000c0001" + "00000078" + "0000"))
                .isEmpty();
    }

    @Test
    void aLyingCountEndsWithTheBytes() {
        var message =
                read(ANSWER + "ffff" + "ffff" + "ffff" + name("a") + "00010001" + "00000078" + "0004" + "c0000205");
        assertThat(requireNonNull(message).records()).containsExactly(new ServiceRecords.Host("a"));
    }

    @FuzzTest
    void hostileMessagesAreReadOrNot(byte[] data) {
        var message = ServiceRecords.read(data, 0, data.length);
        if (message != null) {
            assertThat(message.records()).hasSizeLessThanOrEqualTo(64);
        }
    }

    private static List<ServiceRecords.Said> records(String hex) {
        var message = requireNonNull(read(ANSWER + "0001" + "0000" + "0000" + hex));
        return message.records();
    }

    private static @Nullable ServiceRecords read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return ServiceRecords.read(bytes, 0, bytes.length);
    }

    private static String name(String... labels) {
        var hex = new StringBuilder();
        for (var label : labels) {
            var text = label.getBytes(StandardCharsets.US_ASCII);
            hex.append(HexFormat.of().toHexDigits((byte) text.length))
                    .append(HexFormat.of().formatHex(text));
        }
        return hex.append("00").toString();
    }
}

package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Rejection;

/** Packets that others collected: seeds of two fuzzers. */
final class MqttCorpusTest {
    private static final Pattern FIELDS =
            Pattern.compile("\"first_type\":\"(\\w+)\",\"first_length\":(\\d+|null),\"hex\":\"([0-9a-f]*)\"");

    @Test
    void eachPacketIsReadOrRefusedByName() throws IOException {
        int read = 0;
        var refused = new ArrayList<String>();
        for (var line : corpus()) {
            var fields = FIELDS.matcher(line);
            assertThat(fields.find()).as(line).isTrue();
            if (fields.group(2).equals("null")) {
                refused.add("RESERVED");
                continue;
            }
            var bytes = HexFormat.of().parseHex(fields.group(3));
            var first = ByteBuffer.wrap(bytes, 0, Integer.parseInt(fields.group(2)));
            var packet = either(first);
            if (packet == null) {
                refused.add(fields.group(1));
            } else {
                assertThat(packet.type()).hasToString(fields.group(1));
                read++;
            }
        }
        // Two reserved types, a CONNECT of a protocol that is not MQTT, a PUBREC with packet identifier 0.
        assertThat(refused).containsExactlyInAnyOrder("RESERVED", "RESERVED", "CONNECT", "PUBREC");
        assertThat(read).isEqualTo(125);
    }

    private static @Nullable MqttPacket either(ByteBuffer first) {
        var packet = decode(first, MqttVersion.V3_1_1);
        return packet != null ? packet : decode(first, MqttVersion.V5);
    }

    private static @Nullable MqttPacket decode(ByteBuffer first, MqttVersion version) {
        try {
            var bytes = new byte[first.remaining()];
            first.get(first.position(), bytes);
            return MqttDecoder.decode(bytes, version, MqttLimits.DEFAULT);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("mqtt.");
            return null;
        }
    }

    private static List<String> corpus() throws IOException {
        var named = System.getenv("TOCSIN_CORPORA");
        var root = named != null
                ? Path.of(named)
                : Path.of(Objects.requireNonNullElse(System.getenv("TOCSIN_REPOSITORY"), ".."), "..", "shared", "data");
        var file = root.resolve("mqtt-coap").resolve("mqtt-packets.jsonl");
        assumeTrue(
                Files.isReadable(file), () -> "no corpus: " + file + " is missing (TOCSIN_CORPORA names the folder)");
        return Files.readAllLines(file);
    }
}

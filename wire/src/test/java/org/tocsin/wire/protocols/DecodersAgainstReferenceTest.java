package org.tocsin.wire.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.wire.Corpora;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.coap.CoapMessage;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.dns.ServiceRecords;
import org.tocsin.wire.modbus.ModbusFrame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.ssdp.SsdpMessage;

/** Frames of each protocol that another decoder (tshark 4.0.17) names are messages for ours, and no others are. */
final class DecodersAgainstReferenceTest {
    private static final Pattern FILE = Pattern.compile("\"file\":\"([^\"]+)\"");

    /**
     * Differences on purpose. tshark also reads what an ICMP error quotes (the bridge's answers to its DHCP server); and it takes a
     * message for DHCP by its port, where ours wants the cookie, which this snapped frame no longer has.
     */
    private static final Map<String, Long> DHCP_NOT_OURS = Map.of("benign-setup/HueBridge/", 2L, "kitsune/", 1L);

    /** Here tshark leaves one frame unread that holds a whole message; the reference does not say which. */
    private static final String ONE_MORE_MODBUS = "ics/modbusBig.pcap";

    record Reference(String file, Map<String, Long> counts) {}

    static Stream<Reference> references() throws IOException {
        return Files.readAllLines(Corpora.captures().resolve("reference-counts.jsonl")).stream()
                .map(DecodersAgainstReferenceTest::reference)
                .filter(reference -> !reference.counts.isEmpty() && !reference.file.startsWith("zigbee/"));
    }

    private static Reference reference(String line) {
        var file = FILE.matcher(line);
        assertThat(file.find()).isTrue();
        var counts = new TreeMap<String, Long>();
        for (var protocol : new String[] {"dhcp", "mdns", "ssdp", "coap", "mbtcp"}) {
            var count = Pattern.compile("\"" + protocol + "\":(\\d+)").matcher(line);
            if (count.find()) {
                counts.put(protocol, Long.parseLong(count.group(1)));
            }
        }
        if (file.group(1).equals(ONE_MORE_MODBUS)) {
            counts.merge("mbtcp", 1L, Long::sum);
        }
        DHCP_NOT_OURS.forEach((folder, count) -> {
            if (file.group(1).startsWith(folder) && counts.merge("dhcp", -count, Long::sum) == 0) {
                counts.remove("dhcp");
            }
        });
        return new Reference(file.group(1), counts);
    }

    @ParameterizedTest
    @MethodSource("references")
    void everyMessageOfTheReferenceIsRead(Reference reference) throws IOException {
        var capture = Capture.of(Files.readAllBytes(Corpora.captures().resolve(reference.file)));
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        var ours = new TreeMap<String, Long>();
        var streams = new HashMap<List<Object>, Integer>();
        while (capture.next(frame)) {
            decoder.decode(frame, packet);
            var protocol = isNew(packet, streams) ? protocol(packet) : "";
            if (!protocol.isEmpty()) {
                ours.merge(protocol, 1L, Long::sum);
            }
        }
        assertThat(ours).isEqualTo(reference.counts);
    }

    /** A stream's bytes are read once, also when they are sent again or captured twice. */
    private static boolean isNew(Packet p, Map<List<Object>, Integer> streams) {
        if (p.protocol() != Packet.TCP || p.payloadLength() == 0) {
            return true;
        }
        List<Object> stream =
                List.of(p.sourceHigh(), p.sourceLow(), p.sourcePort(), p.targetHigh(), p.targetLow(), p.targetPort());
        int next = streams.getOrDefault(stream, p.sequence());
        if (p.sequence() - next < 0) {
            return false;
        }
        streams.put(stream, p.sequence() + p.payloadLength());
        return true;
    }

    private static String protocol(Packet p) {
        if (p.protocol() == Packet.UDP && p.payloadCaptured() > 0) {
            return datagram(p);
        }
        boolean modbus = p.protocol() == Packet.TCP
                && p.payloadCaptured() > 0
                && port(p, ModbusFrame.PORT)
                && ModbusFrame.read(p.bytes(), p.payload(), p.payloadCaptured()) != null;
        return modbus ? "mbtcp" : "";
    }

    private static String datagram(Packet p) {
        if (port(p, DhcpMessage.SERVER_PORT) || port(p, DhcpMessage.CLIENT_PORT)) {
            return DhcpMessage.read(p.bytes(), p.payload(), p.payloadCaptured()) == null ? "" : "dhcp";
        }
        if (port(p, ServiceRecords.PORT)) {
            return ServiceRecords.read(p.bytes(), p.payload(), p.payloadCaptured()) == null ? "" : "mdns";
        }
        if (port(p, SsdpMessage.PORT)) {
            return SsdpMessage.read(p.bytes(), p.payload(), p.payloadCaptured()) == null ? "" : "ssdp";
        }
        if (port(p, CoapMessage.PORT)) {
            return CoapMessage.read(p.bytes(), p.payload(), p.payloadCaptured()) == null ? "" : "coap";
        }
        return "";
    }

    private static boolean port(Packet p, int port) {
        return p.sourcePort() == port || p.targetPort() == port;
    }
}

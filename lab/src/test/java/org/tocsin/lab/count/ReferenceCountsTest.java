package org.tocsin.lab.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.lab.bench.Corpora;

/** Counts of another decoder (tshark 4.0.17) are ours too: frames, bytes, TCP and UDP streams. */
final class ReferenceCountsTest {
    private static final Pattern LINE = Pattern.compile(
            "\"file\":\"([^\"]+)\",\"frames\":(\\d+),\"bytes\":(\\d+),\"tcp_streams\":(\\d+),\"udp_streams\":(\\d+)");

    /**
     * Differences on purpose: for us a UDP conversation is a pair of addresses and ports and nothing else. In these two
     * captures tshark numbers more of them than there are pairs, because its HART-IP and SNMP dissectors open conversations
     * of their own.
     */
    private static final Map<String, Long> UDP_PAIRS =
            Map.of("protocols/ndpi-hart_ip.pcap", 2L, "ddos/amp.UDP.snmp.src161.pcapng", 4214L);

    static Stream<Map.Entry<String, Counts>> references() throws IOException {
        return Files.readAllLines(captures().resolve("reference-counts.jsonl")).stream()
                .map(LINE::matcher)
                .peek(m -> assertThat(m.find()).isTrue())
                .filter(m -> !m.group(1).startsWith("zigbee/"))
                .map(m -> Map.entry(
                        m.group(1),
                        new Counts(
                                number(m.group(2)), number(m.group(3)), number(m.group(4)), number(m.group(5)), null)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void noPacketAndNoConversationIsLost(Map.Entry<String, Counts> reference) throws IOException {
        var theirs = reference.getValue();
        var expected = new Counts(
                theirs.frames(),
                theirs.bytes(),
                theirs.tcp(),
                UDP_PAIRS.getOrDefault(reference.getKey(), theirs.udp()),
                null);
        assertThat(Counts.of(Files.readAllBytes(captures().resolve(reference.getKey()))))
                .isEqualTo(expected);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static Path captures() {
        var captures = Corpora.captures();
        assumeTrue(captures.isPresent(), "no corpora; name their folder in TOCSIN_CORPORA");
        return captures.orElseThrow();
    }
}

package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Observation;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.TestNode;

/** A node that can't do what it is told says so before it says anything else. */
final class PreflightTest {
    private static final String GUESSER = "198.51.100.7";

    @TempDir
    Path folder;

    @Test
    void nothingIsSaidToBeInForceByANodeThatWillNotStart() throws IOException {
        var node = TestNode.start(folder, "acme.example");
        var proven = new Observation.Inbound(Address.parse(GUESSER), AttackClass.BRUTE_FORCE, true);
        var _ = node.node.exchange().observe(proven);
        node.stop();
        var good = Files.readString(node.home.settings());
        Files.writeString(
                node.home.settings(),
                "edge.mqtt.clientCa: ca.pem\nedge.tap.interfaces: [no-such0]\n",
                StandardOpenOption.APPEND);
        var heard = new ArrayList<Beat>();
        assertThatThrownBy(() -> Node.start(
                        node.home, Map.of(), Clock.system(), Entropy.system(), new Ears(heard::add, _ -> {})))
                .hasMessageStartingWith("settings.several: ")
                .hasMessageContaining("edge.mqtt.certificate names no file")
                .hasMessageContaining("edge.mqtt.clientCa names " + node.home.folder() + "/ca.pem, which is not there")
                .hasMessageContaining("\n  live.unknown: ");
        assertThat(heard).isEmpty();
        Files.writeString(node.home.settings(), good);
        node.go();
        assertThat(node.node.chronicle().recent(100))
                .anyMatch(beat ->
                        beat.kind() == Beat.Kind.IN_FORCE && beat.subject().equals(GUESSER));
        node.close();
    }

    @Test
    void aTapIsLookedForInTheHomeFolderWhereverTheNodeWasStarted() throws IOException {
        var node = TestNode.start(folder, "acme.example");
        node.stop();
        var tap = Map.of("TOCSIN_DETECTION_TAP", "tap.pcap");
        assertThatThrownBy(() -> Node.start(node.home, tap, Clock.system(), Entropy.system()))
                .hasMessageStartingWith("tap.missing: detection.tap names " + node.home.folder() + "/tap.pcap");
        Files.write(node.home.folder().resolve("tap.pcap"), new byte[0]);
        Node.start(node.home, tap, Clock.system(), Entropy.system()).close();
    }
}

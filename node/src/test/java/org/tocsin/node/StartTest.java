package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Observation;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.TestNode;
import org.tocsin.policy.Decision;

/** What a node tells when it starts. */
final class StartTest {
    private static final Address GUESSER = Address.parse("198.51.100.7");
    private static final Subject FRIEND = Subject.parse("198.51.100.8");

    @TempDir
    Path folder;

    @Test
    void whatWasToldBeforeARestartIsNotToldAgainAsIfItWereNew() throws IOException {
        var node = TestNode.start(folder, "acme.example");
        var exchange = node.node.exchange();
        var _ = exchange.observe(new Observation.Inbound(GUESSER, AttackClass.BRUTE_FORCE, true));
        var _ = exchange.allow(FRIEND, "anna", Clock.system().now().plusSeconds(3_600));
        node.stop();
        assertThat(toldAtStart(node)).isEmpty();
        assertThat(node.node.blocklists().decide(GUESSER)).isInstanceOf(Decision.Deny.class);
        node.node.exchange().disallow(FRIEND);
        node.stop();
        assertThat(toldAtStart(node)).isEmpty();
        node.close();
    }

    @Test
    void whatNewSettingsChangeIsTold() throws IOException {
        var node = TestNode.start(folder, "acme.example");
        var _ = node.node.exchange().observe(new Observation.Inbound(GUESSER, AttackClass.BRUTE_FORCE, true));
        node.stop();
        var settings = Map.of("TOCSIN_EXCHANGE_OUTSIDE", "203.0.113.0/24", "TOCSIN_EXCHANGE_PROTECT", "198.51.100.7");
        assertThat(toldAtStart(node, settings)).extracting(Beat::subject).containsExactly(GUESSER.toString());
        node.close();
    }

    @Test
    void aBlockThatEndsAtAnotherTimeThanWasToldIsTold() throws IOException {
        var node = TestNode.start(folder, "acme.example");
        var _ = node.node.exchange().observe(new Observation.Inbound(GUESSER, AttackClass.BRUTE_FORCE, true));
        node.stop();
        assertThat(toldAtStart(node, Map.of("TOCSIN_EXCHANGE_TRUST_LOCAL", "2d")))
                .isNotEmpty()
                .allSatisfy(beat -> assertThat(beat.subject()).isEqualTo(GUESSER.toString()));
        node.close();
    }

    private static List<Beat> toldAtStart(TestNode node) throws IOException {
        return toldAtStart(node, Map.of());
    }

    private static List<Beat> toldAtStart(TestNode node, Map<String, String> environment) throws IOException {
        var heard = new ArrayList<Beat>();
        node.node = Node.start(node.home, environment, Clock.system(), Entropy.system(), new Ears(heard::add, _ -> {}));
        return heard.stream()
                .filter(beat -> beat.kind() == Beat.Kind.VERDICT || beat.kind() == Beat.Kind.IN_FORCE)
                .toList();
    }
}

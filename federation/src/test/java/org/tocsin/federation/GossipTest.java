package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;
import org.tocsin.ledger.checkpoint.Checkpoint;

/** A log shows one member one thing and another member another; or somebody wants it to look so. */
final class GossipTest extends Street {
    @Test
    void aSplitViewIsFoundThroughHeadsAndProven() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        var mallory = hostile(acme);
        mallory.befriend(beta);
        var other = mallory.log.fork().add("you are safe");
        mallory.log.add("block 198.51.100.7");
        try (var toAcme = mallory.call(acme);
                var toBeta = mallory.call(beta)) {
            toAcme.say(mallory.log.batch(0));
            toBeta.say(other.batch(0));
            assertThat(acme.hear()).containsExactly("block 198.51.100.7");
            assertThat(beta.hear()).containsExactly("you are safe");
            House.await("nobody noticed", () -> !acme.lies.isEmpty() || !beta.lies.isEmpty());
        }
        var proof = acme.lies.isEmpty() ? beta.lies.take() : acme.lies.take();
        assertThat(proof.peer()).isEqualTo(mallory.id());
        var held = Checkpoint.parse(proof.held().toArray());
        assertThat(held.contradicts(Checkpoint.parse(proof.shown().toArray()))).isTrue();
        assertThat(acme.connectedTo(beta)).isTrue();
    }

    @Test
    void aForgedCheckpointDoesNotAccuseTheOneItNames() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        beta.say("true");
        assertThat(acme.hear()).containsExactly("true");
        var mallory = hostile(acme);
        var forged = new FakeLog(beta.circleLog).add("never said");
        try (var line = mallory.call(acme)) {
            line.say(head(forged));
            var asked = line.await(Frame.Show.class);
            assertThat(asked).isEqualTo(new Frame.Show(beta.circleLog.toString(), 1));
            line.say(new Frame.Shown(asked.origin(), forged.checkpoint(1).encoded()));
            line.say(new Frame.Shown(asked.origin(), forged.checkpoint(1).encoded()));
            line.settle();
            line.say(head(forged));
            line.settle();
            assertThat(line.heardSince(Frame.Show.class))
                    .as("a doubt is not raised again at once")
                    .isFalse();
        }
        assertThat(acme.lies.poll(0, TimeUnit.SECONDS)).isNull();
        assertThat(acme.federation.peer(beta.id()).orElseThrow().state()).isEqualTo(Peer.State.ACCEPTED);
        assertThat(acme.connectedTo(beta)).isTrue();
    }

    @Test
    void aHeadAloneAccusesNobodyAndAbsurdSizesAreNothing() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        beta.say("true");
        assertThat(acme.hear()).containsExactly("true");
        var mallory = hostile(acme);
        var origin = beta.circleLog.toString();
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Heads(List.of(
                    new Frame.Head(origin, Long.MAX_VALUE, Digest.hash(new byte[0])),
                    new Frame.Head(origin, 2, Digest.hash(new byte[0])),
                    new Frame.Head("nonsense", 1, Digest.hash(new byte[0])))));
            line.settle();
            assertThat(line.heardSince(Frame.Show.class)).isFalse();
        }
        assertThat(acme.connectedTo(beta)).isTrue();
    }

    @Test
    void headsOfAThirdPartyAreToldAndCanBeShown() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            beta.say("one");
            var heads = line.await(Frame.Heads.class).heads();
            assertThat(heads).singleElement().satisfies(head -> {
                assertThat(head.origin()).isEqualTo(beta.circleLog.toString());
                assertThat(head.size()).isEqualTo(1);
            });
            line.say(new Frame.Show(beta.circleLog.toString(), 1));
            var shown =
                    Checkpoint.parse(line.await(Frame.Shown.class).checkpoint().toArray());
            assertThat(shown.root()).isEqualTo(heads.getFirst().root());
        }
    }

    private static Frame.Heads head(FakeLog log) {
        return new Frame.Heads(List.of(new Frame.Head(log.origin.toString(), log.size(), log.root(log.size()))));
    }
}

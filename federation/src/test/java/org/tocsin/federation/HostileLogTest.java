package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Flags;

/** An accepted peer's log is not what it should be. */
final class HostileLogTest extends Street {
    @Test
    void aReplayedBatchIsNotActedOnTwice() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            var batch = mallory.log.add("one", "two").batch(0);
            line.say(batch);
            line.say(batch);
            line.say(mallory.log.add("three").batch(2));
            assertThat(acme.hear()).containsExactly("one", "two");
            assertThat(acme.hear()).containsExactly("three");
            assertThat(acme.heard).isEmpty();
        }
    }

    @Test
    void behindAGapTheMissingEntriesAreAskedForOnce() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.log.add("one", "two", "three");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(1));
            line.say(mallory.log.batch(2));
            assertThat(line.await(Frame.Want.class).logs())
                    .containsExactly(new Frame.From(mallory.log.origin.toString(), 0));
            line.say(mallory.log.batch(0));
            assertThat(acme.hear()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aCheckpointThatAnotherKeySignedProvesNothing() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var forger = new FakeLog(mallory.log.origin).add("a lie");
        try (var line = mallory.call(acme)) {
            line.say(forger.batch(0));
            assertThat(line.problem()).isEqualTo("follow.signature");
        }
        assertThat(acme.heard).isEmpty();
        assertThat(state(acme, mallory)).isEqualTo(Peer.State.ACCEPTED);
    }

    @Test
    void aLogThatDoesNotExtendWhatItShowedBeforeIsEvidenceAndPausesItsOwnerAlone() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        var mallory = hostile(acme);
        var other = mallory.log.fork().add("two truths", "at once");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.add("one").batch(0));
            assertThat(acme.hear()).containsExactly("one");
            line.say(other.batch(1));
            assertThat(line.problem()).isIn("peer.fork", "follow.fork");
        }
        proven(acme, mallory, mallory.log.checkpoint(1), other.checkpoint(2));
        beta.say("unharmed");
        assertThat(acme.hear()).containsExactly("unharmed");
    }

    @Test
    void twoTreesOfOneSizeAreEvidence() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var other = mallory.log.fork().add("black");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.add("white").batch(0));
            assertThat(acme.hear()).containsExactly("white");
            line.say(new Frame.Batch(
                    mallory.log.origin.toString(), 1, other.checkpoint(1).encoded(), List.of(), List.of(), List.of()));
            assertThat(line.problem()).isIn("peer.fork", "follow.fork");
        }
        proven(acme, mallory, mallory.log.checkpoint(1), other.checkpoint(1));
    }

    @Test
    void anOlderCheckpointOfTheSameLogAccusesNobody() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var old = mallory.log.add("one").checkpoint(1);
        mallory.log.add("two");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(0));
            assertThat(acme.hear()).containsExactly("one", "two");
            line.say(mallory.log.batch(2, old));
            assertThat(line.problem()).isEqualTo("follow.not-an-extension");
        }
        assertThat(state(acme, mallory)).isEqualTo(Peer.State.ACCEPTED);
        assertThat(acme.federation.evidence()).isEmpty();
    }

    @Test
    void aPayloadThatItsEntryDoesNotBindIsRefusedWithAllOfItsBatch() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var honest = mallory.log.add("one", "two").batch(0);
        var swapped = List.of(honest.payloads().get(1), honest.payloads().get(0));
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Batch(
                    honest.origin(), 0, honest.checkpoint(), honest.entries(), swapped, honest.proof()));
            assertThat(line.problem()).isEqualTo("follow.commitment");
        }
        assertThat(acme.heard).isEmpty();
        try (var line = mallory.call(acme)) {
            line.say(honest);
            assertThat(acme.hear()).containsExactly("one", "two");
        }
    }

    @Test
    void entriesOfALaterVersionAreKeptAndNotActedOn() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var later = new CborWriter().array(2).uint(2).text("of the future").toArray();
        mallory.log
                .addRaw(later)
                .addRaw(new byte[] {(byte) 0xff})
                .add(4_711, 0, "an experiment")
                .add("now");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(0));
            var batch = acme.heard.take();
            assertThat(batch.said()).extracting(VerifiedBatch.Said::index).containsExactly(2L, 3L);
            assertThat(batch.said()).extracting(VerifiedBatch.Said::type).containsExactly(4_711, 1);
            assertThat(acme.federation.followed()).containsEntry(mallory.log.origin.toString(), 4L);
        }
    }

    @Test
    void aFloodIsHashedWhileRetractionsAreHeard() throws Exception {
        var acme = keep(new House(folder, "acme.example", freePort(), 60, 5));
        var mallory = hostile(acme);
        for (int i = 0; i < 200; i++) {
            mallory.log.add(1, Flags.URGENT, "flood " + i);
        }
        mallory.log.add(EntryType.RETRACTION.code(), Flags.URGENT, "take it back");
        mallory.log.add(EntryType.RETRACTION.code(), Flags.URGENT, "x".repeat(5_000));
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(0));
            var heard = acme.hear();
            assertThat(heard).hasSize(202).startsWith("flood 0").contains("take it back");
            assertThat(heard.stream().filter("-"::equals)).hasSize(196);
            House.await(
                    "the flood is not shown",
                    () -> acme.federation.link(mallory.id()).behind() >= 190);
        }
    }

    @Test
    void payloadsThatTheirOwnerNoLongerHasAreGivenUp() throws Exception {
        var acme = keep(new House(folder, "acme.example", freePort(), 6_000, 1));
        var mallory = hostile(acme);
        mallory.log.add("one", "two", "three");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(0));
            assertThat(acme.hear()).containsExactly("one", "-", "-");
            var first = line.await(Frame.Fetch.class);
            assertThat(first.indices()).containsExactly(1L);
            line.say(new Frame.Payloads(first.origin(), List.of(Optional.empty())));
            var second = line.await(Frame.Fetch.class);
            assertThat(second.indices()).containsExactly(2L);
            line.say(new Frame.Payloads(
                    second.origin(), List.of(Optional.of(new Frame.Fetched(2, mallory.log.payload(2))))));
            assertThat(acme.hear()).containsExactly("three");
            House.await("still behind", () -> acme.federation.link(mallory.id()).behind() == 0);
        }
    }

    @Test
    void aFetchedPayloadThatItsEntryDoesNotBindIsRefused() throws Exception {
        var acme = keep(new House(folder, "acme.example", freePort(), 6_000, 1));
        var mallory = hostile(acme);
        mallory.log.add("one", "two");
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.batch(0));
            assertThat(acme.hear()).containsExactly("one", "-");
            var asked = line.await(Frame.Fetch.class);
            line.say(new Frame.Payloads(
                    asked.origin(), List.of(Optional.of(new Frame.Fetched(1, mallory.log.payload(0))))));
            assertThat(line.problem()).isEqualTo("follow.commitment");
        }
        assertThat(acme.heard).isEmpty();
    }

    @Test
    void halfABatchAndASilenceLoseNothing() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var whole = FrameEncoder.encode(mallory.log.add("one", "two").batch(0));
        var line = mallory.call(acme);
        line.raw(Arrays.copyOf(whole, whole.length / 2));
        line.close();
        try (var again = mallory.call(acme)) {
            again.raw(whole);
            assertThat(acme.hear()).containsExactly("one", "two");
        }
        assertThat(acme.heard).isEmpty();
    }

    @Test
    void aLogGoesOnInItsSuccessorAndTheEndedOneIsKept() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.add("one", "two").batch(0));
            assertThat(acme.hear()).containsExactly("one", "two");
            var next = succeed(mallory, Optional.of(3L));
            line.say(mallory.hello());
            assertThat(line.await(Frame.Want.class).logs())
                    .containsExactlyInAnyOrder(
                            new Frame.From(mallory.log.origin.toString(), 2),
                            new Frame.From(next.origin.toString(), 0));
            line.say(mallory.log.add("last").batch(2));
            line.say(next.add("first of the next").batch(0));
            assertThat(acme.hear()).containsExactly("last");
            assertThat(acme.hear()).containsExactly("first of the next");
            line.say(mallory.log.add("behind the end").batch(3));
            assertThat(line.problem()).isEqualTo("follow.ended");
        }
        assertThat(acme.federation.followed()).containsEntry(mallory.log.origin.toString(), 3L);
        assertThat(state(acme, mallory)).isEqualTo(Peer.State.ACCEPTED);
    }

    @Test
    void nothingNewCountsInASupersededLog() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.add("one").batch(0));
            assertThat(acme.hear()).containsExactly("one");
            var next = succeed(mallory, Optional.empty());
            line.say(mallory.hello());
            assertThat(line.await(Frame.Want.class).logs()).containsExactly(new Frame.From(next.origin.toString(), 0));
            line.say(mallory.log.add("too late").batch(1));
            assertThat(line.problem()).isEqualTo("follow.ended");
        }
        assertThat(acme.heard).isEmpty();
    }

    @Test
    void aLogThatAnotherPeerNamesAsItsOwnIsHeardAllTheSame() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var mallory = keep(new Hostile("mallory.example"));
        var squatter = new FakeLog(beta.circleLog).add("not beta's word");
        mallory.logs.add(squatter.described());
        mallory.befriend(acme);
        try (var line = mallory.call(acme)) {
            line.say(squatter.batch(0));
            assertThat(acme.hear()).containsExactly("not beta's word");
            House.befriend(acme, beta);
            beta.say("beta's word");
            assertThat(acme.hear()).containsExactly("beta's word");
        }
    }

    /** The log is followed by another, as the next descriptor says. */
    private static FakeLog succeed(Hostile mallory, Optional<Long> finalSize) {
        var next = new FakeLog(mallory.log.origin.next());
        var before = mallory.log.described();
        mallory.logs.clear();
        mallory.logs.add(finalSize.map(before::endedAt).orElse(before));
        mallory.logs.add(OwnDescriptor.Log.reopened(before, next.described().vkeys()));
        mallory.number++;
        return next;
    }

    private static Peer.State state(House house, Hostile peer) {
        return house.federation.peer(peer.id()).orElseThrow().state();
    }

    /** The liar is paused, the proof is kept and can be checked by anybody. */
    private static void proven(House house, Hostile liar, Checkpoint held, Checkpoint shown) throws Exception {
        var told = house.lies.poll(20, TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(state(house, liar)).isEqualTo(Peer.State.PAUSED);
        assertThat(house.federation.evidence()).containsExactly(told);
        assertThat(told.peer()).isEqualTo(liar.id());
        var roots = new ArrayList<Object>();
        for (Bytes signed : List.of(told.held(), told.shown())) {
            roots.add(Checkpoint.parse(signed.toArray()).root());
        }
        assertThat(roots).containsExactly(held.root(), shown.root());
    }
}

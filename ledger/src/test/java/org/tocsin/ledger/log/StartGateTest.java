package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;

final class StartGateTest {
    private static final Fingerprint BETA = new Fingerprint(Digest.hash(new byte[] {1}));
    private static final Fingerprint GAMMA = new Fingerprint(Digest.hash(new byte[] {2}));
    private static final Origin ORIGIN = Origin.fresh("acme.example", Entropy.system());
    private static final CheckpointSigner OWN = signer();
    private static final CheckpointSigner FORGER = signer();

    private final StoppedClock clock = new StoppedClock();
    private final Own own = new Own();

    @Test
    void aNodeWithoutFollowersOnRecordSignsAtOnce() {
        assertThat(gate().state()).isEqualTo(new StartGate.State.Released());
    }

    @Test
    void nothingIsSignedWhileNobodyHasAnswered() {
        var gate = gate(BETA);
        clock.advance(3_600_000);
        assertThat(gate.tick()).isEqualTo(new StartGate.State.Held(Set.of(BETA)));
    }

    @Test
    void allAnswersReleaseAtOnce() {
        var gate = gate(BETA, GAMMA);
        assertThat(gate.hello(BETA, List.of(signed(17)), 3)).isInstanceOf(StartGate.State.Held.class);
        assertThat(gate.hello(GAMMA, List.of(), 0)).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void aLaggingFollowerDoesNotStopTheNode() {
        assertThat(gate(BETA).hello(BETA, List.of(signed(3)), 1)).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void theDeadAreWaitedForTenSecondsAfterTheFirstAnswer() {
        var gate = gate(BETA, GAMMA);
        gate.hello(BETA, List.of(signed(17)), 3);
        clock.advance(9_999);
        assertThat(gate.tick()).isEqualTo(new StartGate.State.Held(Set.of(GAMMA)));
        clock.advance(1);
        assertThat(gate.tick()).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void aFollowerTakenOffTheRecordIsNotWaitedFor() {
        var gate = gate(BETA, GAMMA);
        gate.hello(BETA, List.of(), 0);
        assertThat(gate.remove(GAMMA)).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void aStrangersAnswerReleasesNothing() {
        var gate = gate(BETA);
        gate.hello(GAMMA, List.of(signed(17)), 3);
        clock.advance(60_000);
        assertThat(gate.tick()).isInstanceOf(StartGate.State.Held.class);
    }

    @Test
    void aFollowerThatShowsALargerSignedCheckpointStopsAppending() {
        own.roots.put(18L, Digest.hash(new byte[] {9}));
        var shown = signed(18);
        own.roots.remove(18L);
        var stopped = gate(BETA, GAMMA).hello(BETA, List.of(shown), 3);
        assertThat(stopped).isInstanceOfSatisfying(StartGate.State.Stopped.class, state -> assertThat(
                        state.why().getMessage())
                .contains("ledger.rolled-back")
                .contains("tocsin log reopen")
                .contains("18 entries"));
    }

    @Test
    void aSignedCheckpointOfAnotherRootStopsAppending() {
        var other = OWN.sign(3, Digest.hash(new byte[] {99}));
        assertThat(gate(BETA).hello(BETA, List.of(other), 3)).isInstanceOf(StartGate.State.Stopped.class);
    }

    @Test
    void aHigherDescriptorOfTheOwnRootStopsAppending() {
        assertThat(gate(BETA).hello(BETA, List.of(), 4)).isInstanceOf(StartGate.State.Stopped.class);
    }

    @Test
    void aLyingFollowerCannotStopTheNode() {
        var forged = FORGER.sign(1_000, Digest.hash(new byte[] {99}));
        assertThat(gate(BETA).hello(BETA, List.of(forged), 0)).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void aCheckpointOfALogThatWasEndedMeanwhileIsHarmless() {
        own.ended.add(ORIGIN);
        var beyond = OWN.sign(1_000, Digest.hash(new byte[] {99}));
        assertThat(gate(BETA).hello(BETA, List.of(beyond), 3)).isInstanceOf(StartGate.State.Released.class);
    }

    @Test
    void theCheckGoesOnAfterTheRelease() {
        var gate = gate(BETA, GAMMA);
        gate.hello(BETA, List.of(), 0);
        clock.advance(10_000);
        assertThat(gate.tick()).isInstanceOf(StartGate.State.Released.class);
        var other = OWN.sign(3, Digest.hash(new byte[] {99}));
        assertThat(gate.hello(GAMMA, List.of(other), 3)).isInstanceOf(StartGate.State.Stopped.class);
    }

    @Test
    void aStoppedNodeStaysStopped() {
        var gate = gate(BETA);
        gate.hello(BETA, List.of(), 4);
        clock.advance(60_000);
        assertThat(gate.tick()).isInstanceOf(StartGate.State.Stopped.class);
        assertThat(gate.hello(BETA, List.of(), 0)).isInstanceOf(StartGate.State.Stopped.class);
    }

    private StartGate gate(Fingerprint... followers) {
        return new StartGate(Set.of(followers), own, clock);
    }

    private Checkpoint signed(long size) {
        return OWN.sign(size, own.roots.getOrDefault(size, Digest.hash()));
    }

    private static CheckpointSigner signer() {
        return new CheckpointSigner(
                ORIGIN,
                SigningKey.generate(Algorithm.ML_DSA_44, Entropy.system()),
                SigningKey.generate(Algorithm.ED25519, Entropy.system()),
                Clock.system());
    }

    /** A node with 17 entries and its third descriptor. */
    private static final class Own implements StartGate.OwnLogs {
        private final CheckpointKeys keys = new CheckpointKeys(ORIGIN, OWN.vkeys());
        private final Map<Long, Digest> roots = new HashMap<>();
        private final Set<Origin> ended = new HashSet<>();

        Own() {
            for (long size = 0; size <= 17; size++) {
                roots.put(size, Digest.hash(new byte[] {(byte) size}));
            }
        }

        @Override
        public long descriptor() {
            return 3;
        }

        @Override
        public boolean ended(Checkpoint shown) {
            return ended.contains(shown.origin());
        }

        @Override
        public boolean signed(Checkpoint shown) {
            return keys.verifies(shown);
        }

        @Override
        public boolean contains(Checkpoint shown) {
            return shown.root().equals(roots.get(shown.size()));
        }
    }
}

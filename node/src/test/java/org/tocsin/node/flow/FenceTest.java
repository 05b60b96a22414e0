package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.edge.DeviceIdentity;
import org.tocsin.edge.EdgeEvent;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.chronicle.StoppedClock;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.wire.mqtt.MqttVersion;

final class FenceTest {
    private static final Address CAMERA = Address.parse("192.168.1.50");
    private static final String DEVICE = "02:00:00:00:00:01";

    @TempDir
    Path folder;

    private static final List<Prefix> PROTECT = List.of(Prefix.parse("192.168.9.9/32"));

    private final StoppedClock clock = new StoppedClock();
    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(
                folder.resolve("test.db"), List.of(Migrations.of("platform", SqliteDatabase.class)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** One run of a node, as far as its fence goes. */
    private final class Run implements AutoCloseable {
        final EventLog events = new EventLog(database, clock);
        final Chronicle chronicle = new Chronicle(clock, database, events);
        final Suspects suspects = Suspects.restored(events, clock);
        final Blocklists blocklists = new Blocklists(clock, Entropy.system());
        final List<Prefix> settled = new ArrayList<>();
        final Fence fence = new Fence(blocklists, chronicle, PROTECT, clock, () -> "block list", settled::add);

        Run() {
            fence.restore(events);
        }

        boolean cutOff() {
            return blocklists.decide(CAMERA) instanceof Decision.Quarantine;
        }

        @Override
        public void close() {
            chronicle.close();
        }
    }

    private void quarantined() {
        try (var before = new Run()) {
            before.fence.quarantine(DEVICE, CAMERA, 0);
        }
    }

    @Test
    void aProtectedAssetIsNeverCutOffAndThatIsSaid() {
        var broker = Address.parse("192.168.9.9");
        try (var run = new Run()) {
            run.fence.quarantine("broker", broker, 0);
            assertThat(run.blocklists.decide(broker)).isEqualTo(Decision.permit());
            assertThat(run.chronicle.about("broker")).extracting(Beat::kind).containsExactly(Beat.Kind.TROUBLE);
        }
    }

    @Test
    void whatIsProtectedSinceTheLastRunIsNotCutOffAgain() {
        try (var before = new Run()) {
            before.chronicle.tell(
                    Beat.Kind.QUARANTINE, "broker", 0, "cut off", Json.object().put("address", "192.168.9.9"));
        }
        try (var after = new Run()) {
            assertThat(after.blocklists.decide(Address.parse("192.168.9.9"))).isEqualTo(Decision.permit());
        }
    }

    @Test
    void whomAPersonAllowsIsNotCutOffBeforeOrAfter() {
        try (var run = new Run()) {
            run.fence.quarantine(DEVICE, CAMERA, 0);
            run.fence.apply(
                    new Verdict(
                            Subject.host(CAMERA),
                            Action.IGNORE,
                            Verdict.Basis.ALLOWED,
                            clock.now().plus(Duration.ofDays(7)),
                            List.of("a person let it in")),
                    0);
            assertThat(CutOff.all(run.blocklists, clock.millis())).isEmpty();
            assertThat(run.chronicle.about(DEVICE).getLast().text()).isEqualTo("lifted: let back in by an allowance");
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(CutOff.all(run.blocklists, clock.millis())).isEmpty();
            assertThat(run.chronicle.about(DEVICE).getLast().text()).contains("not cut off: a person has let it in");
        }
    }

    @Test
    void aKillBetweenAnAllowanceAndWhatFollowsFromItCutsNobodyOffAgain() {
        quarantined();
        try (var after = new Run()) {
            assertThat(after.cutOff()).isTrue();
            after.fence.restore(said(Verdict.Basis.ALLOWED, Action.IGNORE));
            assertThat(CutOff.all(after.blocklists, clock.millis())).isEmpty();
        }
    }

    @Test
    void aDeviceIsCutOffUnderItsLatestKeyHoweverManyCameBeforeIt() {
        try (var run = new Run()) {
            run.fence.sawSession(session(CAMERA, 0));
            for (int i = 0; i < Fence.MOST_KEYS; i++) {
                var other = Address.parse("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
                run.fence.sawSession(session(other, i));
            }
            run.fence.sawSession(session(CAMERA, 1));
            run.fence.sawSession(session(CAMERA, 2));
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(run.blocklists.decide(new org.tocsin.policy.Subject.Key(key(2))))
                    .isInstanceOf(Decision.Quarantine.class);
            assertThat(run.blocklists.decide(new org.tocsin.policy.Subject.Key(key(1))))
                    .isEqualTo(Decision.permit());
        }
    }

    private static EdgeEvent.Session session(Address address, int key) {
        return new EdgeEvent.Session(1, address, new DeviceIdentity(key(key), List.of()), "client", MqttVersion.V5);
    }

    private static Digest key(int number) {
        return Digest.hash(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    @Test
    void onceAPersonHasDecidedDetectionBeginsAnew() {
        try (var run = new Run()) {
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(run.settled).isEmpty();
            run.fence.release(DEVICE, CAMERA, "ann");
            assertThat(run.settled).containsExactly(Prefix.host(CAMERA));
            run.settled.clear();
            run.fence.apply(said(Verdict.Basis.ALLOWED, Action.IGNORE), 0);
            assertThat(run.settled).as("allowed").containsExactly(Prefix.host(CAMERA));
            run.fence.apply(said(Verdict.Basis.VETO, Action.IGNORE), 0);
            assertThat(run.settled).as("the allowance is over").hasSize(2);
            run.fence.apply(said(Verdict.Basis.LOCAL, Action.BLOCK), 0);
            assertThat(run.settled).as("no person has decided that").hasSize(2);
        }
    }

    private Verdict said(Verdict.Basis basis, Action action) {
        return new Verdict(
                Subject.host(CAMERA), action, basis, clock.now().plus(Duration.ofDays(7)), List.of("as the test says"));
    }

    @Test
    void aRestartDoesNotLetAQuarantinedDeviceBackIn() {
        quarantined();
        clock.pass(Duration.ofHours(23));
        try (var after = new Run()) {
            assertThat(after.cutOff()).isTrue();
            assertThat(after.chronicle.about(DEVICE)).extracting(Beat::kind).containsExactly(Beat.Kind.QUARANTINE);
        }
    }

    @Test
    void aQuarantineIsNotForgottenBehindAFloodOfOtherLines() {
        try (var before = new Run()) {
            before.fence.quarantine(DEVICE, CAMERA, 0);
            for (int i = 0; i < 3_000; i++) {
                before.chronicle.tell(Beat.Kind.FINDING, "198.51.100.7", 0, "noise", Json.object());
            }
        }
        try (var after = new Run()) {
            assertThat(after.cutOff()).isTrue();
            assertThat(after.suspects.isSuspect(DEVICE)).isTrue();
        }
    }

    @Test
    void aDeviceThatWasBrokenIntoStaysUnderSuspicionOverARestartForADay() {
        try (var before = new Run()) {
            before.chronicle.tell(Beat.Kind.SUSPECT, DEVICE, 0, "let somebody in", Json.object());
        }
        clock.pass(Duration.ofHours(23));
        try (var after = new Run()) {
            assertThat(after.cutOff()).isFalse();
            assertThat(after.suspects.isSuspect(DEVICE)).isTrue();
            clock.pass(Duration.ofHours(2));
            assertThat(after.suspects.isSuspect(DEVICE)).isFalse();
        }
    }

    @Test
    void aDeviceThatIsFoundAgainWhileItIsCutOffIsToldOnceAnHour() {
        try (var run = new Run()) {
            run.fence.quarantine(DEVICE, CAMERA, 0);
            clock.pass(Duration.ofMinutes(50));
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(run.chronicle.about(DEVICE)).hasSize(1);
            clock.pass(Duration.ofMinutes(20));
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(run.chronicle.about(DEVICE)).hasSize(2);
            clock.pass(Duration.ofMinutes(23 * 60 + 50));
            assertThat(run.cutOff()).isTrue();
        }
    }

    @Test
    void whoIsLetBackInAndFoundAgainIsCutOffAgain() {
        try (var run = new Run()) {
            run.fence.quarantine(DEVICE, CAMERA, 0);
            run.fence.release(DEVICE, CAMERA, "admin");
            run.fence.quarantine(DEVICE, CAMERA, 0);
            assertThat(run.cutOff()).isTrue();
        }
    }

    @Test
    void aRestartDoesNotLengthenAQuarantine() {
        quarantined();
        clock.pass(Duration.ofHours(23));
        try (var after = new Run()) {
            clock.pass(Duration.ofHours(2));
            assertThat(after.cutOff()).isFalse();
        }
    }

    @Test
    void whomAPersonLetBackInARestartDoesNotCutOff() {
        quarantined();
        try (var before = new Run()) {
            before.fence.release(DEVICE, CAMERA, "admin");
        }
        try (var after = new Run()) {
            assertThat(after.cutOff()).isFalse();
        }
    }
}

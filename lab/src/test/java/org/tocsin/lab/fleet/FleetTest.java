package org.tocsin.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

final class FleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void nothingIsLostWhileAStrangerIsBlocked() throws Exception {
        try (var lab = new RelayedLab(folder);
                var fleet = Fleet.start(plan(lab, "127.0.0.1", "home"), lab.ca, Clock.system())) {
            block(lab, "127.66.0.1");
            awaitMessages(fleet, 100);
            var report = fleet.stop();
            assertThat(report.unharmed()).as(report.toString()).isTrue();
            assertThat(report.received()).isEqualTo(report.sent()).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void aBlockedFleetSaysThatItWasHarmed() throws Exception {
        try (var lab = new RelayedLab(folder);
                var fleet = Fleet.start(plan(lab, "127.66.0.2", "victims"), lab.ca, Clock.system())) {
            awaitMessages(fleet, 10);
            block(lab, "127.66.0.2");
            fleet.await(sofar -> sofar.interruptions() > 0, PATIENCE);
            lab.blocklists.swap(Layer.LOCAL, edit -> edit.clear());
            awaitMessages(fleet, fleet.report().sent() + 10);
            var report = fleet.stop();
            assertThat(report.unharmed()).isFalse();
            assertThat(report.lost()).as(report.toString()).isZero();
        }
    }

    /** Whoever is away when the fleet stops comes back for what its session holds: a count that forgot it would call it lost. */
    @Test
    void whatWaitsForAnAbsentDeviceIsNotLost() throws Exception {
        try (var lab = new RelayedLab(folder);
                var fleet = Fleet.start(plan(lab, "127.66.0.3", "absent"), lab.ca, Clock.system())) {
            awaitMessages(fleet, 10);
            block(lab, "127.66.0.3");
            fleet.await(sofar -> sofar.interruptions() >= 4, PATIENCE);
            lab.blocklists.swap(Layer.LOCAL, edit -> edit.clear());
            awaitMessages(fleet, fleet.report().sent() + 1);
            var report = fleet.stop();
            assertThat(report.lost()).as(report.toString()).isZero();
        }
    }

    private static FleetPlan plan(RelayedLab lab, String from, String name) {
        return new FleetPlan(name, 4, from, lab.address(), Duration.ofMillis(5));
    }

    private static void awaitMessages(Fleet fleet, long count) throws InterruptedException {
        assertThat(fleet.await(sofar -> sofar.sent() >= count, PATIENCE).sent()).isGreaterThanOrEqualTo(count);
    }

    private static void block(RelayedLab lab, String address) {
        var ground = new Ground("test", "a test says so", Ground.FOR_GOOD);
        lab.blocklists.swap(
                Layer.LOCAL, edit -> edit.put(new Subject.Hosts(Prefix.parse(address)), new Decision.Deny(ground)));
    }
}

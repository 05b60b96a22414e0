package org.tocsin.lab.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;

/** Devices in a ring, each listening to the next; started, watched, stopped and counted as one. */
public final class Fleet implements AutoCloseable {
    private static final Duration VALIDITY = Duration.ofDays(7);
    private static final long START_SECONDS = 60;
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Clock clock;
    private final List<FleetDevice> devices = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);

    private Fleet(FleetPlan plan, LabAuthority ca, Clock clock) {
        this.clock = clock;
        for (int i = 0; i < plan.devices(); i++) {
            var name = name(plan, i);
            var sockets = new TlsSockets(ca.device(name, VALIDITY), ca.certificate());
            devices.add(new FleetDevice(plan, name, name(plan, (i + 1) % plan.devices()), sockets, this::progress));
        }
    }

    /** Connects all devices, waits until every one listens, and lets them publish. */
    public static Fleet start(FleetPlan plan, LabAuthority ca, Clock clock) throws InterruptedException {
        var fleet = new Fleet(plan, ca, clock);
        for (var device : fleet.devices) {
            fleet.threads.add(Thread.ofVirtual().name("lab-fleet").start(() -> device.run(fleet.go, fleet.stop)));
        }
        for (var device : fleet.devices) {
            if (!device.ready().await(START_SECONDS, TimeUnit.SECONDS)) {
                fleet.close();
                throw new Rejection("lab.fleet", "a device of " + plan.name() + " did not come into session");
            }
        }
        fleet.go.countDown();
        return fleet;
    }

    /** The name of a device, which its certificate and its client id bear. */
    public static String name(FleetPlan plan, int device) {
        return plan.name() + "-" + device;
    }

    /** How it goes so far; what is on its way counts as lost. */
    public FleetReport report() {
        var sum = new FleetReport(0, 0, 0, 0, 0);
        for (int i = 0; i < devices.size(); i++) {
            var listener = devices.get(i);
            long sent = devices.get((i + 1) % devices.size()).sent();
            long arrived = listener.arrived(sent);
            sum = sum.plus(
                    new FleetReport(sent, arrived, sent - arrived, listener.duplicates(), listener.interruptions()));
        }
        return sum;
    }

    /**
     * Stops publishing, waits until what is on its way has come or ten seconds are over, and counts. A device that was cut off just
     * then comes back to hear what the broker keeps for it: what a session still holds is not lost.
     */
    public FleetReport stop() throws InterruptedException {
        stop.countDown();
        join(threads);
        var over = new CountDownLatch(1);
        var listeners = devices.stream()
                .map(device -> Thread.ofVirtual().name("lab-fleet-listens").start(() -> device.listen(over)))
                .toList();
        var report = await(sofar -> sofar.lost() == 0, SETTLE);
        over.countDown();
        join(listeners);
        close();
        return report;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Waits until the fleet has come as far as that, or so long at most; how it goes then. */
    public FleetReport await(Predicate<FleetReport> enough, Duration most) throws InterruptedException {
        long end = clock.nanos() + most.toNanos();
        synchronized (devices) {
            var report = report();
            for (long left = most.toNanos(); !enough.test(report) && left > 0; left = end - clock.nanos()) {
                TimeUnit.NANOSECONDS.timedWait(devices, left);
                report = report();
            }
            return report;
        }
    }

    private void progress() {
        synchronized (devices) {
            devices.notifyAll();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        go.countDown();
        devices.forEach(FleetDevice::leave);
    }
}

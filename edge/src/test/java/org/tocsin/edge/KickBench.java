package org.tocsin.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.policy.Layer;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttVersion;

/**
 * Prints how long after the block list's swap live sessions are closed, as the relay and as the devices see it; run its
 * main with a number of sessions, it is no test.
 */
final class KickBench {
    private static final String SOURCE = "127.66.0.1";

    private KickBench() {}

    public static void main(String[] args) throws Exception {
        int sessions = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        var quotas = new QuotaSettings(20_000, 20_000, 1_000_000, 100_000, 100_000, 1_024, 262_144, 64, 32);
        try (var world = new RelayWorld(
                Files.createTempDirectory("kick"),
                s -> new MqttSettings(
                        s.host(),
                        s.port(),
                        s.certificate(),
                        s.key(),
                        s.clientCa(),
                        s.upstream(),
                        new DeadlineSettings(
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30)),
                        quotas),
                Loops.open(2))) {
            for (int round = 0; round < rounds; round++) {
                round(world, sessions);
            }
        }
    }

    private static void round(RelayWorld world, int sessions) throws Exception {
        var identity = world.identity("cam");
        var in = new CountDownLatch(sessions);
        var out = new CountDownLatch(sessions);
        var seen = new long[sessions];
        var next = new AtomicInteger();
        for (int i = 0; i < sessions; i++) {
            var name = "cam-" + i;
            Thread.startVirtualThread(() -> {
                try (var device = Device.handshake(
                        world.ca.certificate(), identity, SOURCE, world.relay.port(), MqttVersion.V5)) {
                    device.connect(Connect.of(MqttVersion.V5, name, true, 60));
                    in.countDown();
                    device.patient();
                    device.lastWord();
                    seen[next.getAndIncrement()] = Clock.system().nanos();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } finally {
                    out.countDown();
                }
            });
        }
        in.await();
        world.events.clear();
        long swapped = Clock.system().nanos();
        world.deny(RelayWorld.host(SOURCE));
        if (!world.blocklists.decide(Address.parse(SOURCE)).admitsNew()) {
            out.await();
        }
        long[] cut = new long[sessions];
        long[] closed = new long[sessions];
        for (int i = 0; i < sessions; i++) {
            var event = world.awaits(EdgeEvent.Closed.class);
            cut[i] = event.cutNanos() - swapped;
            closed[i] = event.atNanos() - swapped;
            seen[i] -= swapped;
        }
        print("cut", cut);
        print("closed", closed);
        print("seen by the device", seen);
        world.blocklists.swap(Layer.LOCAL, edit -> edit.remove(RelayWorld.host(SOURCE)));
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        int last = nanos.length - 1;
        System.out.printf(
                "%-20s p50 %.3f ms, p99 %.3f ms, max %.3f ms%n",
                what, nanos[last / 2] / 1e6, nanos[last * 99 / 100] / 1e6, nanos[last] / 1e6);
    }
}

package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.edge.minipot.PotWorld;
import org.tocsin.edge.minipot.Protocol;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;

/** A flood at the minipots beside a relay at work. */
final class MinipotFloodTest {
    private static final int FLOOD = 10_000;
    private static final int HELD = 500;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    @Test
    void tenThousandConnectionsAreBoundedAndLeaveTheRelayAlone(@TempDir Path folder) throws Exception {
        try (var relay = new RelayWorld(folder);
                var pots = new PotWorld()) {
            var device = relay.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
            var over = new AtomicBoolean();
            var worst = new AtomicLong();
            var refused = new AtomicReference<String>("none");
            // Not a virtual one: its carrier may have been born in the network namespace of another test.
            var flood = Thread.ofPlatform().start(() -> {
                flood(pots, worst, refused);
                over.set(true);
            });
            while (!over.get()) {
                long began = System.nanoTime();
                device.send(new Pingreq());
                assertThat(device.receive()).isEqualTo(new Pingresp());
                assertThat(System.nanoTime() - began).isLessThan(PATIENCE_NANOS);
            }
            flood.join();
            assertThat(worst.get()).as("the last that was refused: %s", refused).isBetween(1L, 64L);
        }
    }

    /** From 2,500 sources, each held open as long as there is room; the most that the pots held at once is noted. */
    private static void flood(PotWorld pots, AtomicLong worst, AtomicReference<String> refused) {
        var held = new ArrayDeque<Socket>();
        for (int i = 0; i < FLOOD; i++) {
            try {
                int source = i % 2_500;
                held.add(pots.visit(Protocol.TELNET, "127.66." + source / 250 + "." + (1 + source % 250)));
                worst.accumulateAndGet(pots.pots.connections(), Math::max);
                if (held.size() > HELD) {
                    held.remove().close();
                }
            } catch (java.io.IOException reset) {
                refused.set(reset.toString());
            }
        }
        held.forEach(MinipotFloodTest::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (java.io.IOException gone) {
            // it was reset
        }
    }
}

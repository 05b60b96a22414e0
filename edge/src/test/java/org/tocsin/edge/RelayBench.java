package org.tocsin.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * Prints messages a second and the CPU time that the relay's own threads spend on one: QoS 0, one TLS record a message, into
 * a sink. Run its main with publishers, messages of each, bytes of a payload; it is no test.
 */
final class RelayBench {
    private RelayBench() {}

    public static void main(String[] args) throws Exception {
        int publishers = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        var body = Bytes.owning(new byte[Integer.parseInt(args[2])]);
        var frame = MqttEncoder.encode(Publish.of("fleet/device/telemetry", Qos.AT_MOST_ONCE, 0, body), MqttVersion.V5);
        var quotas = new QuotaSettings(20_000, 20_000, 1_000_000, 100_000, 100_000_000, 1_024, 262_144, 64, 32);
        try (var sink = new Sink();
                var world = new RelayWorld(
                        Files.createTempDirectory("relay"),
                        s -> new MqttSettings(
                                s.host(),
                                s.port(),
                                s.certificate(),
                                s.key(),
                                s.clientCa(),
                                new UpstreamSettings(RelayWorld.HERE, sink.port(), false, ""),
                                s.deadlines(),
                                quotas),
                        Loops.open(1))) {
            var devices = new ArrayList<Device>();
            for (int i = 0; i < publishers; i++) {
                devices.add(world.session("cam-" + i, RelayWorld.HERE, MqttVersion.V5));
            }
            for (int round = 0; round < 4; round++) {
                round(devices, messages, frame, sink);
            }
        }
    }

    private static void round(List<Device> devices, int messages, byte[] frame, Sink sink) throws Exception {
        long bytes = (long) devices.size() * messages * frame.length;
        long before = sink.count.get();
        long cpu = relayCpu();
        long start = Clock.system().nanos();
        var threads = new ArrayList<Thread>();
        for (var device : devices) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        device.sendRaw(frame);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        synchronized (sink) {
            while (sink.count.get() - before < bytes) {
                sink.wait(1_000);
            }
        }
        double all = (double) devices.size() * messages;
        System.out.printf(
                "%.0f messages/s, %.2f us of relay CPU a message%n",
                all / (Clock.system().nanos() - start) * 1e9, (relayCpu() - cpu) / 1e3 / all);
    }

    /** Nanoseconds of the relay's event loops, by Linux's accounting in hundredths of a second. */
    private static long relayCpu() throws IOException {
        long ticks = 0;
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (var task : tasks.toList()) {
                var stat = Files.readString(task.resolve("stat"));
                if (stat.contains("(tocsin-edge")) {
                    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        }
        return ticks * 10_000_000;
    }

    /** Says yes to CONNECT and counts bytes. */
    private static final class Sink implements AutoCloseable {
        final AtomicLong count = new AtomicLong();
        private final ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());

        Sink() throws IOException {
            Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        var socket = server.accept();
                        Thread.startVirtualThread(() -> drain(socket));
                    }
                } catch (IOException e) {
                    // Closed.
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        private void drain(Socket socket) {
            var chunk = new byte[65_536];
            try (socket) {
                if (socket.getInputStream().read(chunk) > 0) {
                    var yes = MqttEncoder.encode(Connack.of(ReasonCode.SUCCESS), MqttVersion.V5);
                    socket.getOutputStream().write(yes);
                }
                for (int n = 0; n >= 0; n = socket.getInputStream().read(chunk)) {
                    count.addAndGet(n);
                    synchronized (this) {
                        notifyAll();
                    }
                }
            } catch (IOException e) {
                // The bench is over.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

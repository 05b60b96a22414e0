package org.tocsin.edge.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A network of a test's own: no interface of the machine is in it and nothing gets out. Needs root and iproute2; without, the test
 * is skipped and says so.
 */
public final class Namespace {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    /** What a test does in there. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private Namespace() {}

    /** Runs the body on a thread of its own, in a network of its own. */
    public static void within(Body body) throws Exception {
        var entered = new boolean[1];
        var task = new FutureTask<Void>(() -> {
            entered[0] = Linux.isHere() && hasIp() && Linux.leaveTheNetwork();
            if (entered[0]) {
                body.run();
            }
            return null;
        });
        var thread = Thread.ofPlatform().name("namespace").start(task);
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof Exception e ? e : failed;
        } finally {
            thread.interrupt();
        }
        assumeTrue(entered[0], "skipped: a network namespace of its own needs Linux, root and the command ip");
    }

    private static boolean hasIp() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ip")));
    }

    /** Runs a command; it must succeed. Split at blanks. */
    public static String run(String command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + said).isZero();
        return said;
    }

    /** Two ends of a cable, both up: what goes into one comes out of the other. */
    public static void cable(String one, String other) throws IOException, InterruptedException {
        run("ip link add name " + one + " type veth peer name " + other);
        for (var end : new String[] {one, other}) {
            // No neighbour discovery of the machine's own between the frames of a test.
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", end, "disable_ipv6"), "1");
            run("ip link set " + end + " up");
        }
        for (var end : new String[] {one, other}) {
            // Before the kernel has noticed the carrier, it drops what is sent.
            while (!run("ip link show " + end).contains("state UP")) {
                Thread.sleep(2);
            }
        }
    }

    /** Writes a sysctl of this network. */
    public static void sysctl(String name, String value) throws IOException {
        Files.writeString(Path.of("/proc/sys/net", name), value);
    }

    /** Where frames go into an interface. */
    public static final class Sender implements AutoCloseable {
        private final Socket socket = Socket.open(AF_PACKET, SOCK_RAW, 0);

        public Sender(String name) {
            var address = new byte[20];
            address[0] = AF_PACKET;
            System.arraycopy(Ints.of(Linux.interfaceIndex(name)), 0, address, 4, 4);
            socket.bind(address);
        }

        public void send(byte[] frame) {
            try (var arena = Arena.ofConfined()) {
                assertThat(socket.send(arena.allocateFrom(ValueLayout.JAVA_BYTE, frame)))
                        .isEqualTo(frame.length);
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}

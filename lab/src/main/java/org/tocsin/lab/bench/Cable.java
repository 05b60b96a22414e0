package org.tocsin.lab.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tocsin.edge.linux.Linux;
import org.tocsin.edge.linux.Socket;
import org.tocsin.edge.linux.Volley;
import org.tocsin.kernel.Rejection;

/**
 * A virtual cable (veth) in a network of its own that has no way out: what is sent into one end comes out of the other. Needs root and
 * iproute2; refused ({@code bench.network}) without.
 */
final class Cable implements AutoCloseable {
    static final String NEAR = "bench0";
    static final String FAR = "bench1";

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_PACKET = 263;
    private static final int QDISC_BYPASS = 20;
    /** Longest frame that is sent here. */
    private static final int LONGEST = 256;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(LONGEST);
    private final Socket socket;

    /** What is done with it, on the thread that is in its network. */
    @FunctionalInterface
    interface Work {
        void with(Cable cable) throws IOException, InterruptedException;
    }

    private Cable() throws IOException, InterruptedException {
        run("ip", "link", "add", "name", NEAR, "type", "veth", "peer", "name", FAR);
        for (var end : new String[] {NEAR, FAR}) {
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", end, "disable_ipv6"), "1");
            run("ip", "link", "set", end, "up");
        }
        while (!run("ip", "link", "show", FAR).contains("state UP")) {
            Thread.sleep(2);
        }
        socket = Socket.open(AF_PACKET, SOCK_RAW, 0);
        socket.set(SOL_PACKET, QDISC_BYPASS, new byte[] {1, 0, 0, 0});
        var address = new byte[20];
        address[0] = AF_PACKET;
        int index = Linux.interfaceIndex(NEAR);
        for (int i = 0; i < 4; i++) {
            address[4 + i] = (byte) (index >>> (8 * i));
        }
        socket.bind(address);
    }

    /** Threads that the work starts are in that network too. */
    static void lay(Work work) throws IOException, InterruptedException {
        var task = new FutureTask<Void>(() -> {
            if (!Linux.isHere() || !Linux.leaveTheNetwork()) {
                throw refused("this takes root on Linux");
            }
            try (var cable = new Cable()) {
                work.with(cable);
            }
            return null;
        });
        Thread.ofPlatform().name("tocsin-bench-cable").start(task);
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed);
        }
    }

    /** Puts a frame in; at most 256 bytes. */
    void send(byte[] frame) {
        MemorySegment.copy(frame, 0, buffer, ValueLayout.JAVA_BYTE, 0, frame.length);
        if (socket.send(buffer.asSlice(0, frame.length)) != frame.length) {
            throw refused("the kernel took no frame");
        }
    }

    /** Puts a volley in, all of it. */
    void send(Volley volley) {
        if (socket.send(volley) != volley.size()) {
            throw refused("the kernel took not all frames");
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw refused(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException missing) {
            throw refused("the command ip is missing");
        }
    }

    private static Rejection refused(String why) {
        return new Rejection("bench.network", "a network of its own can't be had: " + why);
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}

package org.tocsin.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;

/** A node in a process of its own, started by the launcher of this repository as a user would. */
final class NodeProcess implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final int START_S = 120;
    private static final int STOP_S = 30;
    private static final int POLL_MS = 5;
    private static final byte[] ASK = ("GET /api/v1/health HTTP/1.1\r\nHost: " + HERE + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final double firstAnswerMs;
    private final double everythingUpMs;

    private NodeProcess(Process process, double firstAnswerMs, double everythingUpMs) {
        this.process = process;
        this.firstAnswerMs = firstAnswerMs;
        this.everythingUpMs = everythingUpMs;
    }

    /** Makes the home folder that {@link #start} runs. */
    static void init(Path folder) throws IOException {
        var process = launcher(folder, "node", "init", "--home", home(folder), "--org", "bench.example");
        await(process.redirectErrorStream(true)
                .redirectOutput(folder.resolve("init.log").toFile())
                .start());
    }

    /** Starts it and waits until everything is up. */
    static NodeProcess start(Path folder, Clock clock) throws IOException {
        int port = freePort();
        var builder = launcher(folder, "node", "run", "--json", "--home", home(folder));
        builder.environment().put("TOCSIN_API_LISTEN", HERE + ":" + port);
        builder.environment().put("TOCSIN_FEDERATION_LISTEN", HERE + ":" + freePort());
        long began = clock.nanos();
        var process = builder.redirectError(folder.resolve("run.log").toFile()).start();
        var tls = anybody();
        while (!answers(tls, port)) {
            if (!process.isAlive() || clock.nanos() - began > TimeUnit.SECONDS.toNanos(START_S)) {
                process.destroy();
                throw new Rejection("bench.node", "the node did not start; see " + folder.resolve("run.log"));
            }
            pause();
        }
        double answered = (clock.nanos() - began) / 1e6;
        BufferedReader out = process.inputReader();
        var line = out.readLine();
        return new NodeProcess(
                process,
                answered,
                Json.parse(line == null ? "{}" : line).path("startedMs").asDouble(0));
    }

    double firstAnswerMs() {
        return firstAnswerMs;
    }

    /** As the node itself says it: from its main method to all listeners open. */
    double everythingUpMs() {
        return everythingUpMs;
    }

    /** What the kernel counts as resident, in units of 10^6 bytes. */
    double residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static String home(Path folder) {
        return folder.resolve("home").toString();
    }

    private static ProcessBuilder launcher(Path folder, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getenv().getOrDefault("TOCSIN_REPOSITORY", "."), "tocsin")
                .toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("TOCSIN_UNSEAL_FILE", folder.resolve("unseal").toString());
        return builder;
    }

    private static boolean answers(SSLContext tls, int port) {
        try (var socket = (SSLSocket) tls.getSocketFactory().createSocket(HERE, port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(START_S));
            socket.getOutputStream().write(ASK);
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Nothing is sent that anybody may not read, and nothing is believed: only time is measured. */
    private static SSLContext anybody() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new Unchecked()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has TLS 1.3", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("bench.interrupted", "interrupted");
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(START_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new Rejection("bench.node", "no home could be made for a node");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("bench.interrupted", "interrupted");
        }
    }

    /** As an operator stops it: SIGTERM. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

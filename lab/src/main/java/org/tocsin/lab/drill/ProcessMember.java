package org.tocsin.lab.drill;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.tocsin.exchange.Taking;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.fleet.FleetReport;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A member in a JVM of its own, spoken to by {@link MemberMain}'s lines. */
final class ProcessMember implements Member {
    private static final int START_SECONDS = 90;
    private static final int REPLY_SECONDS = 30;
    private static final int STOP_SECONDS = 10;

    private final int org;
    private final Crew.Hearers hearers;
    private final Process process;
    private final Path log;
    private final BufferedWriter in;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final JsonNode told;
    private final Socket tap;

    ProcessMember(Path folder, int org, int brokerPort, int devices, Crew.Hearers hearers) throws IOException {
        this.org = org;
        this.hearers = hearers;
        var command = new ArrayList<>(java());
        command.addAll(List.of(
                MemberMain.class.getName(),
                folder.toString(),
                Integer.toString(org),
                Integer.toString(brokerPort),
                Integer.toString(devices)));
        log = folder.resolve(Cast.name(org) + ".log");
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        in = process.outputWriter();
        Thread.ofVirtual().name("member-" + org).start(this::read);
        told = started();
        tap = new Socket(InetAddress.getLoopbackAddress(), told.path("tapPort").intValue());
        tap.setTcpNoDelay(true);
    }

    /** The same Java with the same class path; a small heap, since many share one machine. */
    private static List<String> java() {
        var java = ProcessHandle.current().info().command().orElse("java");
        return List.of(
                java,
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"));
    }

    private JsonNode started() throws IOException {
        try {
            return await(ready, START_SECONDS);
        } catch (Rejection late) {
            process.destroyForcibly();
            throw late;
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                take(Json.parse(line));
            }
        } catch (IOException | Rejection e) {
            ready.completeExceptionally(e);
        }
        var gone = gone();
        ready.completeExceptionally(gone);
        replies.values().forEach(reply -> reply.completeExceptionally(gone));
    }

    /** With the last that it said: its log goes with the drill's folder. */
    private Rejection gone() {
        return new Rejection(
                "drill.member", Cast.name(org) + "'s process has ended; its log ends with: " + LastWords.of(log));
    }

    private void take(JsonNode line) {
        if (line.has("beat")) {
            var beat = line.path("beat");
            hearers.seen()
                    .accept(new Seen(
                            org,
                            beat.path("nanos").longValue(),
                            beat.path("kind").asString(""),
                            beat.path("subject").asString(""),
                            beat.path("text").asString(""),
                            beat.path("detail")));
        } else if (line.has("took")) {
            var took = line.path("took");
            hearers.took()
                    .accept(new Took(
                            took.path("log").asString(""),
                            took.path("index").longValue(),
                            Taking.Step.valueOf(took.path("step").asString(""))));
        } else if (line.has("ready")) {
            ready.complete(line.path("ready"));
        } else if (line.has("reply")) {
            var reply = replies.remove(line.path("reply").longValue());
            if (reply != null) {
                reply.complete(line);
            }
        }
    }

    private JsonNode ask(String verb, String argument) throws IOException {
        long number = numbers.incrementAndGet();
        var reply = new CompletableFuture<JsonNode>();
        replies.put(number, reply);
        try {
            synchronized (in) {
                in.write(number + " " + verb + " " + argument);
                in.newLine();
                in.flush();
            }
        } catch (IOException closed) {
            throw gone();
        }
        var answer = await(reply, REPLY_SECONDS);
        if (answer.has("failed")) {
            throw new IOException(Cast.name(org) + ": " + answer.path("failed").asString(""));
        }
        return answer;
    }

    private JsonNode await(CompletableFuture<JsonNode> future, int seconds) throws IOException {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Rejection(
                    "drill.member",
                    Cast.name(org) + " has not answered within " + seconds + " s; its log ends with: "
                            + LastWords.of(log));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejection gone) {
                throw gone;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public int org() {
        return org;
    }

    @Override
    public String id() {
        return told.path("id").asString("");
    }

    @Override
    public InetSocketAddress relay() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), told.path("relayPort").intValue());
    }

    @Override
    public String consoleUrl() {
        return "https://127.0.0.1:" + told.path("apiPort").intValue();
    }

    @Override
    public OutputStream tap() {
        try {
            return tap.getOutputStream();
        } catch (IOException e) {
            throw new IllegalStateException("the tap of " + Cast.name(org) + " is closed", e);
        }
    }

    @Override
    public String invite() throws IOException {
        return ask("invite", "").path("value").asString("");
    }

    @Override
    public void join(String token) throws IOException {
        var _ = ask("join", token);
    }

    @Override
    public void accept(String id) throws IOException {
        var _ = ask("accept", id);
    }

    @Override
    public int connected() throws IOException {
        return ask("connected", "").path("value").intValue();
    }

    @Override
    public void retract(String id) throws IOException {
        var _ = ask("retract", id);
    }

    @Override
    public void lie(String address) throws IOException {
        var _ = ask("lie", address);
    }

    @Override
    public void babble(int entries) throws IOException {
        var _ = ask("babble", Integer.toString(entries));
    }

    @Override
    public double trust(String id) throws IOException {
        return ask("trust", id).path("value").doubleValue();
    }

    @Override
    public boolean refuses(String address) throws IOException {
        return ask("refuses", address).path("value").booleanValue();
    }

    @Override
    public Ruling explain(String address) throws IOException {
        var answer = ask("explain", address);
        return new Ruling(
                Verdict.Basis.valueOf(answer.path("basis").asString("")),
                answer.path("why").asString(""));
    }

    @Override
    public List<String> heard(String id, String log, long entries) throws IOException {
        var bodies = new ArrayList<String>();
        ask("heard", id + " " + log + " " + entries).path("bodies").forEach(body -> bodies.add(body.asString("")));
        return bodies;
    }

    @Override
    public String log() throws IOException {
        return ask("log", "").path("value").asString("");
    }

    @Override
    public long packets() throws IOException {
        return ask("packets", "").path("value").longValue();
    }

    @Override
    public long said() throws IOException {
        return ask("said", "").path("value").longValue();
    }

    @Override
    public FleetReport fleet() throws IOException {
        var report = ask("fleet", "");
        return new FleetReport(
                report.path("sent").longValue(),
                report.path("received").longValue(),
                report.path("lost").longValue(),
                report.path("duplicates").longValue(),
                report.path("interruptions").longValue());
    }

    /** SIGKILL: the process gets no chance to say or store anything. */
    @Override
    public void kill() throws IOException {
        process.destroyForcibly();
        waitFor(STOP_SECONDS);
        tap.close();
    }

    @Override
    public void close() throws IOException {
        tap.close();
        if (process.isAlive()) {
            in.close();
            if (!waitFor(STOP_SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private boolean waitFor(int seconds) throws IOException {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

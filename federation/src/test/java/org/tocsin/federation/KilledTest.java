package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/**
 * Two organisations in processes of their own: one speaks without pause, both are killed with SIGKILL at random moments. In turns
 * the speaker, the follower, both; {@code TOCSIN_KILLS=30} makes it twenty kills each.
 */
final class KilledTest extends Street {
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("TOCSIN_KILLS", "6"));

    private final Random random = new Random(11);
    private final Map<String, Long> promised = new ConcurrentHashMap<>();

    @Test
    @Timeout(300)
    void killMinusNineLosesNothingAcknowledgedTellsNothingTwiceAndAccusesNobody() throws Exception {
        var acme = keep(new Child(folder, "acme.example"));
        var beta = keep(new Child(folder, "beta.example"));
        acme.order("invite");
        beta.order("join " + acme.answer("token"));
        beta.answer("joined");
        acme.order("accept " + beta.id);
        acme.answer("accepted");
        int word = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            word = speak(acme, word, 1 + random.nextInt(150));
            var killed =
                    List.of(List.of(acme), List.of(beta), List.of(acme, beta)).get(kill % 3);
            int later = random.nextInt(200);
            for (int i = 0; i < later; i++) {
                acme.order("say w" + word++);
            }
            for (var one : killed) {
                one.kill();
            }
            for (var one : killed) {
                one.start();
            }
        }
        speak(acme, word, 1);
        acme.drain();
        // What is answered from here on beta need not have followed by the time both are closed.
        var owed = Map.copyOf(promised);
        long last = owed.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        var keys = HouseKeys.at(folder.resolve("acme.example"), "acme.example");
        House.await("beta does not catch up", () -> beta.ask("followed " + keys.circleLog()) > last);
        for (var one : List.of(acme, beta)) {
            one.order("peers");
            assertThat(one.answer("peer")).isEqualTo("ACCEPTED");
            assertThat(one.ask("evidence")).isZero();
            one.close();
        }
        exactlyOnce(owed, followed(folder, "beta.example", keys.circleLog().toString()));
        assertThat(owed).hasSizeGreaterThan(KILLS);
    }

    /** Says words until so many more are promised. */
    private int speak(Child speaker, int from, int more) throws Exception {
        int word = from;
        int wanted = promised.size() + more;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (promised.size() < wanted) {
            assertThat(System.nanoTime()).as("it has fallen silent").isLessThan(until);
            speaker.order("say w" + word++);
            speaker.drain();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return word;
    }

    private static void exactlyOnce(Map<String, Long> owed, List<String> texts) {
        assertThat(new HashSet<>(texts)).as("nothing is there twice").hasSize(texts.size());
        owed.forEach((word, index) -> assertThat(texts.get(index.intValue())).isEqualTo(word));
    }

    /** All that a follower has stored of a log, in its order. */
    private static List<String> followed(Path folder, String domain, String origin) {
        var file = folder.resolve(domain).resolve("t.db");
        try (var database = SqliteDatabase.open(file, List.of(Migrations.of("federation", Federation.class)))) {
            return database.read(handle -> handle.createQuery(
                            "select payload from followed_entry where origin = :origin order by idx")
                    .bind("origin", origin)
                    .map((row, _) -> text(row.getBytes("payload")))
                    .list());
        }
    }

    private static String text(byte @Nullable [] payload) {
        return new String(
                Payload.decode(Objects.requireNonNull(payload, "a payload is missing"))
                        .body()
                        .toArray(),
                StandardCharsets.US_ASCII);
    }

    /** A process and what it says. */
    private final class Child implements AutoCloseable {
        private final Path folder;
        private final String domain;
        private final int port = freePort();
        private LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private Process process;
        private BufferedWriter in;
        private Thread reader;
        private String id = "";

        Child(Path folder, String domain) throws Exception {
            this.folder = folder;
            this.domain = domain;
            start();
        }

        void start() throws Exception {
            process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = process.outputWriter(StandardCharsets.US_ASCII);
            var heard = new LinkedBlockingQueue<String>();
            lines = heard;
            var out = process.inputReader(StandardCharsets.US_ASCII);
            reader = Thread.ofVirtual().start(() -> out.lines().forEach(heard::add));
            id = answer("ready");
        }

        void order(String line) throws IOException {
            in.write(line);
            in.newLine();
            in.flush();
        }

        /** Waits for a line that begins so; notes promises on the way. */
        String answer(String word) throws InterruptedException {
            while (true) {
                var line = lines.poll(60, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError(domain + " does not answer " + word);
                }
                note(line);
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
            }
        }

        long ask(String order) {
            try {
                order(order);
                return Long.parseLong(answer(order.split(" ", 2)[0]));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void drain() {
            for (var line = lines.poll(); line != null; line = lines.poll()) {
                note(line);
            }
        }

        private void note(String line) {
            var words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("said")) {
                promised.put(words[1], Long.parseLong(words[2]));
            }
        }

        /** SIGKILL: no word, no flush. What it had said until then is a promise. */
        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
            reader.join();
            drain();
        }

        private List<String> command() {
            var path = Stream.of("java.class.path", "jdk.module.path")
                    .map(name -> System.getProperty(name, ""))
                    .filter(value -> !value.isEmpty())
                    .reduce((one, two) -> one + File.pathSeparator + two)
                    .orElse("");
            var classes = Path.of(Federation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    path + File.pathSeparator + classes.resolveSibling("test-classes"),
                    Resident.class.getName()));
            command.addAll(List.of(folder.toString(), domain, Integer.toString(port)));
            return command;
        }

        @Override
        public void close() throws IOException {
            if (process.isAlive()) {
                in.close();
                try {
                    if (!process.waitFor(20, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}

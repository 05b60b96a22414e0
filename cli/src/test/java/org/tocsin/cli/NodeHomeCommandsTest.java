package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.node.Node;
import org.tocsin.node.home.Home;

/** Commands that work on a home folder without a node. */
final class NodeHomeCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theRecoveryPhraseBringsTheUnsealFileBack() throws IOException {
        var phrase = phrase(init("home"));
        var unseal = folder.resolve("home.unseal");
        var before = UnsealKey.read(unseal);
        Files.delete(unseal);
        var fake = typing(phrase.replace(" ", "-").toUpperCase(java.util.Locale.ROOT) + "\n");
        assertThat(run(fake, "node", "unseal", "--home", home("home")))
                .as(fake.err())
                .isEqualTo(Exit.DONE);
        assertThat(UnsealKey.read(unseal)).isEqualTo(before);
    }

    @Test
    void aWrongPhraseWritesNothing() throws IOException {
        var phrase = phrase(init("home"));
        var other = phrase(init("other"));
        Files.delete(folder.resolve("home.unseal"));
        var typo = (phrase.charAt(0) == 'a' ? 'b' : 'a') + phrase.substring(1);
        for (var wrong : new String[] {typo, other, "", "x".repeat(2_000)}) {
            var fake = typing(wrong + "\n");
            assertThat(run(fake, "node", "unseal", "--home", home("home"))).isEqualTo(Exit.WRONG_USE);
            assertThat(fake.err()).contains("seal.");
            assertThat(folder.resolve("home.unseal")).doesNotExist();
        }
    }

    @Test
    void anUnsealFileIsNeverOverwritten() throws IOException {
        var phrase = phrase(init("home"));
        var fake = typing(phrase + "\n");
        assertThat(run(fake, "node", "unseal", "--home", home("home"))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("seal.exists");
    }

    @Test
    void aHomeThatCantBeMadeIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        var fake = FakeTerminal.pipe();
        assertThat(run(
                        fake,
                        "node",
                        "init",
                        "--org",
                        "acme.example",
                        "--home",
                        file.resolve("home").toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err())
                .startsWith("tocsin: home.unwritable: ")
                .containsOnlyOnce(file.toString())
                .doesNotContain("at org.tocsin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "http://acme.example:8444",
                "https://",
                "https://acme.example:99999",
                "https://a.example/path?x"
            })
    void aUrlThatPeersCantDialIsRefused(String url) {
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "node", "init", "--org", "acme.example", "--home", home("home"), "--url", url))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("federation.urls");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void anOrganisationIsNamedByItsDomain() {
        for (var name : new String[] {"X Y", "Acme.example", "", "acme_example"}) {
            var fake = FakeTerminal.pipe();
            assertThat(run(fake, "node", "init", "--org", name, "--home", home("home")))
                    .isEqualTo(Exit.WRONG_USE);
            assertThat(fake.err())
                    .startsWith("tocsin: home.organisation: '" + name)
                    .contains("acme.example");
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }

    @Test
    void aHomeThatIsNoneIsMadeOneByTheCommandThatIsShown() {
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "log", "fsck", "--home", home("nowhere"))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("tocsin node init --home " + home("nowhere") + " --org YOUR.DOMAIN");
    }

    @Test
    void theDoctorSaysOfAStoppedNodeWhichTapItWouldRead() throws IOException {
        init("home");
        var none = FakeTerminal.pipe();
        run(none, "doctor", "--home", home("home"));
        assertThat(none.out()).containsOnlyOnce("no tap is set");
        Files.writeString(folder.resolve("home/tocsin.yaml"), "detection.tap: /run/tap\n");
        var named = FakeTerminal.pipe();
        run(named, "doctor", "--home", home("home"));
        assertThat(named.out()).contains("a node would read /run/tap").doesNotContain("no tap is set");
    }

    @Test
    void aHomeThatIsNotThereIsNotGood() {
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "config", "check", "--home", home("nowhere"))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("home.missing");
    }

    @Test
    void theLogsOfAStoppedNodeAreVerified() throws IOException {
        init("home");
        var never = FakeTerminal.pipe();
        assertThat(run(never, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.DONE);
        assertThat(never.out()).contains("this node has not run");
        try (var node = start("home")) {
            var said = node.federation().publish(1_000, false, false, 0, Bytes.of(new byte[] {1}));
            assertThat(said.join()).isNotNull();
            var running = FakeTerminal.pipe();
            assertThat(run(running, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.WRONG_USE);
            assertThat(running.err()).contains("disk.in-use");
        }
        var good = FakeTerminal.pipe();
        assertThat(run(good, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.DONE);
        assertThat(good.out())
                .contains("= good  3 logs, 1 segment of", "checked")
                .doesNotContain("damage", "no key here");
        Files.delete(folder.resolve("home.unseal"));
        var sealed = FakeTerminal.pipe();
        assertThat(run(sealed, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.DONE);
        assertThat(sealed.out()).contains("checked"); // the descriptor names the key
    }

    @Test
    void damageInALogIsNamedAndLeftAsItIs() throws IOException {
        init("home");
        start("home").close();
        var head = folder.resolve("home/ledger/logs/1/head");
        Files.delete(head);
        var table = FakeTerminal.pipe();
        assertThat(run(table, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.FOUND);
        assertThat(table.out()).contains("! damage  logs/1/head: it is missing");
        assertThat(table.err()).contains("tocsin log reopen");
        var json = FakeTerminal.pipe();
        assertThat(run(json, "log", "fsck", "--json", "--home", home("home"))).isEqualTo(Exit.FOUND);
        assertThat(json.out()).contains("{\"damage\":\"it is missing\",\"file\":\"logs/1/head\"}");
        assertThat(head).doesNotExist();
    }

    @Test
    void aLedgerThatCantBeOpenedIsNamed() throws IOException {
        init("home");
        var lock = Files.createDirectories(folder.resolve("home/ledger/lock"));
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).startsWith("tocsin: home.unwritable: " + lock);
    }

    @Test
    void aLogWhoseFolderIsGoneIsDamageAndNoFreshLog() throws IOException {
        init("home");
        start("home").close();
        try (var files = Files.walk(folder.resolve("home/ledger/logs/1"))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "log", "fsck", "--home", home("home"))).isEqualTo(Exit.FOUND);
        assertThat(fake.out()).contains("is in no folder");
    }

    @Test
    void theLogsOfANodeThatIsWellAreNotOfferedToBeEnded() throws IOException {
        init("home");
        try (var _ = start("home")) {
            var running = typing("y\n");
            assertThat(run(running, "log", "reopen", "--home", home("home"))).isEqualTo(Exit.FOUND);
            assertThat(running.err())
                    .startsWith("refused: log.not-barred: ")
                    .contains("leave it as it is")
                    .doesNotContain("End all logs");
        }
        var stopped = FakeTerminal.pipe();
        assertThat(run(stopped, "log", "reopen", "--yes", "--home", home("home")))
                .isEqualTo(Exit.FOUND);
        assertThat(stopped.err()).contains("log.not-barred", "--restored");
        assertThat(run(FakeTerminal.pipe(), "log", "reopen", "--yes", "--restored", "--home", home("home")))
                .isEqualTo(Exit.DONE);
    }

    @Test
    void logsThatPeersBarredAreReopenedWithTheReason() throws IOException {
        init("home");
        start("home").close();
        var marker = Files.writeString(folder.resolve("home/state/barred"), "beta holds more of it");
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "log", "reopen", "--yes", "--home", home("home"))).isEqualTo(Exit.DONE);
        assertThat(fake.err()).contains("Barred: beta holds more of it");
        assertThat(marker).doesNotExist();
    }

    @Test
    void aHomeInsideAnotherNodesHomeIsRefused() throws IOException {
        init("home");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("home/state"));
        for (var inside : new String[] {"home/keys", "home/keys/deep/down", "link/new", "link"}) {
            var fake = FakeTerminal.pipe();
            assertThat(run(fake, "node", "init", "--org", "acme.example", "--home", home(inside)))
                    .isEqualTo(Exit.WRONG_USE);
            assertThat(fake.err()).startsWith("tocsin: home.inside: ");
        }
        assertThat(folder.resolve("home/keys/deep")).doesNotExist();
    }

    @Test
    void aNodeThatDoesNotAnswerYetIsNotTakenForAStrangerAtItsPorts() throws IOException {
        init("home");
        var free = FakeTerminal.pipe();
        run(free, "doctor", "--home", home("home"));
        assertThat(free.out()).contains("no node runs here");
        try (var _ = new LocalDisk(folder.resolve("home/state")).lock(Home.LOCK)) {
            var fake = FakeTerminal.pipe();
            run(fake, "doctor", "--home", home("home"));
            assertThat(fake.out())
                    .contains("a node is starting on this home, or runs and does not answer")
                    .doesNotContain("no node runs here", "ss -ltnp", "  tap ");
        }
    }

    private Node start(String name) throws IOException {
        var ports = Map.of(
                "TOCSIN_API_LISTEN", "127.0.0.1:0",
                "TOCSIN_FEDERATION_LISTEN", "127.0.0.1:0",
                "TOCSIN_LEDGER_SEGMENTMIB", "2",
                "TOCSIN_LEDGER_RESERVEMIB", "0");
        return Node.start(new Home(folder.resolve(name)), ports, Clock.system(), Entropy.system());
    }

    private FakeTerminal init(String name) {
        var fake = FakeTerminal.pipe();
        assertThat(run(fake, "node", "init", "--org", "acme.example", "--home", home(name)))
                .as(fake.err())
                .isEqualTo(Exit.DONE);
        return fake;
    }

    private static String phrase(FakeTerminal init) {
        var lines = init.out().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("Recovery phrase")) {
                return lines.get(i + 1).strip();
            }
        }
        throw new AssertionError("no phrase in " + lines);
    }

    private static FakeTerminal typing(String text) {
        return new FakeTerminal(80, false, ZoneOffset.UTC, text);
    }

    private String home(String name) {
        return folder.resolve(name).toString();
    }

    private static int run(FakeTerminal fake, String... words) {
        return fake.run(words);
    }
}

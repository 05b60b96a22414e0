package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Clock;
import org.tocsin.node.town.SmallDisk;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** What a person says to a node whose disk has not one byte left. */
final class FullDiskActTest {
    private static final String ADDRESS = "198.51.100.7";
    private static final long PATIENCE_S = 10;
    private static final Subject SUBJECT = Subject.parse(ADDRESS);

    @TempDir
    Path folder;

    private SmallDisk disk;
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        disk = new SmallDisk(folder.resolve("small"), 64);
        node = TestNode.start(folder.resolve("small"), "acme.example");
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        disk.close();
    }

    @Test
    void whatAPersonAllowsIsStoredInTheReserve() throws Exception {
        var reserve = node.home.ledger().resolve("reserve");
        await(node.home.ledger(), () -> Files.exists(reserve));
        disk.fill();
        var answer = allow();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(storedBasis()).isEqualTo(Basis.ALLOWED);
        assertThat(reserve).doesNotExist();
        disk.empty();
    }

    @Test
    void withoutAReserveItHoldsInMemoryTheRefusalSaysSoAndItIsStoredOnceThereIsRoom() throws Exception {
        node.stop();
        var settings = Files.readString(node.home.settings());
        Files.writeString(node.home.settings(), settings.replace("reserveMiB: 1", "reserveMiB: 0"));
        Files.deleteIfExists(node.home.ledger().resolve("reserve"));
        node.go();
        disk.fill();
        var answer = allow();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(Json.parse(answer.body()).path("title").asString("")).isEqualTo("verdict.not-stored");
        assertThat(node.node.exchange().explain(SUBJECT).basis()).isEqualTo(Basis.ALLOWED);
        assertThat(storedBasis()).isEqualTo(Basis.NOTHING);
        disk.empty();
        await(node.home.folder(), () -> storedBasis() == Basis.ALLOWED);
    }

    private HttpResponse<String> allow() {
        return node.visitor()
                .post("/api/v1/verdicts/" + ADDRESS + "/allow?for=7d", node.token, BodyPublishers.noBody());
    }

    /** What a node would know that starts from the files as they are now. */
    private Basis storedBasis() throws IOException {
        var copy = Files.createTempDirectory(folder, "copy");
        var database = node.home.database();
        for (var suffix : List.of("", "-wal")) {
            var file = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(file)) {
                Files.copy(file, copy.resolve("tocsin.db" + suffix));
            }
        }
        var rooms = List.of(
                Migrations.of("platform", SqliteDatabase.class),
                Migrations.of("federation", Federation.class),
                Migrations.of("exchange", Exchange.class));
        try (var store = SqliteDatabase.open(copy.resolve("tocsin.db"), rooms);
                var exchange = Exchange.open(
                        node.node.federation().own().fingerprint(),
                        node.node.settings().exchange(),
                        Clock.system(),
                        store)) {
            return exchange.explain(SUBJECT).basis();
        }
    }

    private interface Look {
        boolean holds() throws IOException;
    }

    /** Looks again whenever something in a folder has changed. */
    private static void await(Path folder, Look what) throws Exception {
        try (var watcher = folder.getFileSystem().newWatchService()) {
            var _ = folder.register(
                    watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!what.holds()) {
                var changed = watcher.poll(PATIENCE_S, TimeUnit.SECONDS);
                assertThat(changed).as("something changes in " + folder).isNotNull();
                changed.pollEvents();
                changed.reset();
            }
        }
    }
}

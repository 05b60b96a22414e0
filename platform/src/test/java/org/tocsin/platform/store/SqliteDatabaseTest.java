package org.tocsin.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Caller;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.auth.Role;
import org.tocsin.platform.json.Json;

final class SqliteDatabaseTest {
    @TempDir
    Path folder;

    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(
                folder.resolve("tocsin.db"), List.of(Migrations.of("platform", SqliteDatabase.class)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void workThatFailsInASharedCommitUndoesOnlyItself() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        var first = database.write(_ -> await(blocked));
        var good = database.write(handle -> insert(handle, 1));
        var bad = database.write(handle -> insert(handle, 1));
        var alsoGood = database.write(handle -> insert(handle, 2));
        blocked.countDown();
        CompletableFuture.allOf(first, good, alsoGood).join();
        assertThatThrownBy(bad::join).hasMessageContaining("UNIQUE");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void whatIsCommittedIsThereAfterReopening() {
        database.writeNow(handle -> insert(handle, 7));
        database.close();
        open();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aStoreOfANewerFormatIsRefusedByName() {
        database.writeNow(handle -> handle.execute("update store_header set format = 2, written_by = 'tocsin 9.0.0'"));
        database.close();
        assertThatThrownBy(this::open)
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("store.newer-format")
                .hasMessageContaining("tocsin 9.0.0");
    }

    @Test
    void tablesThatANewerProgramHasChangedAreRefusedByName() {
        database.writeNow(
                handle -> handle.execute("update migrations_platform set version = '99', script = 'V99__x.sql'"
                        + " where version = (select max(version) from migrations_platform)"));
        database.close();
        assertThatThrownBy(this::open)
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("store.newer-format")
                .hasMessageContaining("version 99");
    }

    @Test
    void aFullDiskIsRefusedByNameAndCuredWithoutARestart() {
        long pages = database.read(handle ->
                handle.createQuery("pragma page_count").mapTo(Long.class).one());
        limit(pages);
        assertThatThrownBy(() -> database.writeNow(SqliteDatabaseTest::much))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("store.disk-full");
        limit(1_000_000);
        database.writeNow(SqliteDatabaseTest::much);
        database.writeNow(handle -> insert(handle, 7));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aPersonsActOnAFullDiskIsDoneInTheRoomThatIsKeptForIt() {
        limit(1);
        assertThatThrownBy(() -> database.act(SqliteDatabaseTest::much)).hasMessageStartingWith("store.disk-full");
        database.onFull(() -> limit(100_000));
        assertThatThrownBy(() -> database.writeNow(SqliteDatabaseTest::much))
                .as("what nobody waits for leaves that room alone")
                .hasMessageStartingWith("store.disk-full");
        assertThat(database.act(SqliteDatabaseTest::much)).isEqualTo(1);
    }

    private void limit(long pages) {
        database.writeNow(handle -> handle.createQuery("pragma max_page_count=" + pages)
                .mapTo(Long.class)
                .one());
    }

    private static int much(Handle handle) {
        return handle.createUpdate("insert into event_log (sequence, kind, at, body) values (99, 'big', 0, :body)")
                .bind("body", "x".repeat(1_000_000))
                .execute();
    }

    @Test
    void aReaderCanNotWrite() {
        assertThatThrownBy(() -> database.read(handle -> insert(handle, 1))).hasMessageContaining("READONLY");
    }

    @Test
    void writesAfterClosingAreRefusedByName() {
        database.close();
        assertThatThrownBy(() -> database.writeNow(handle -> insert(handle, 1))).hasMessageContaining("store.closed");
    }

    @Test
    void eventsAreReadAgainByKindInOrderHoweverManyLieBetween() {
        var log = new EventLog(database, Clock.system());
        IntStream.range(0, 3_000)
                .forEach(i ->
                        log.append(i % 2 == 0 ? "even" : "odd", Json.object().put("i", i)));
        database.writeNow(_ -> 0);
        var heard = new ArrayList<Integer>();
        log.each(
                List.of("even"),
                Instant.EPOCH,
                event -> heard.add(event.body().path("i").intValue()));
        assertThat(heard)
                .isEqualTo(IntStream.range(0, 1_500).mapToObj(i -> 2 * i).toList());
    }

    @Test
    void aStolenDatabaseHoldsNoToken() {
        var access = new Access(new TokenStore(database, Clock.system()), Clock.system(), Entropy.system());
        var token = access.issue("admin", Role.ADMIN);
        assertThat(access.byToken(token).may(Permission.ADMIN)).isTrue();
        assertThat(access.byToken(token + "x")).isEqualTo(Caller.STRANGER);
        var stored = database.read(handle -> handle.createQuery("select hash from access_token")
                .mapTo(String.class)
                .one());
        assertThat(token).doesNotContain(stored);
        assertThat(Digest.SIZE * 2).isEqualTo(stored.length());
    }

    @Test
    void aFeedKeyOpensNoSession() {
        var access = new Access(new TokenStore(database, Clock.system()), Clock.system(), Entropy.system());
        assertThat(access.logIn(access.issue("bouncer", Role.FEED))).isEmpty();
        var cookie = access.logIn(access.issue("admin", Role.ADMIN)).orElseThrow();
        assertThat(access.byCookie(cookie).session()).isNotEmpty();
        access.logOut(cookie);
        assertThat(access.byCookie(cookie)).isEqualTo(Caller.STRANGER);
    }

    private static int await(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int insert(Handle handle, int sequence) {
        return handle.createUpdate("insert into event_log (sequence, kind, at, body) values (:sequence, 'test', 0, '')")
                .bind("sequence", sequence)
                .execute();
    }

    private int count() {
        return database.read(handle -> handle.createQuery("select count(*) from event_log where kind = 'test'")
                .mapTo(Integer.class)
                .one());
    }
}

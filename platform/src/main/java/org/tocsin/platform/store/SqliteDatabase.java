package org.tocsin.platform.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tocsin.kernel.Rejection;

/**
 * The embedded store: SQLite in WAL mode with synchronous=FULL, so that what is committed survives a power cut, and
 * secure_delete, so that what is erased is overwritten.
 */
public final class SqliteDatabase implements Database {
    private static final int READERS = 4;

    private final String url;
    private final Writer writer;
    private final BlockingQueue<Handle> readers = new ArrayBlockingQueue<>(READERS);
    private volatile Runnable makeRoom = () -> {};

    private SqliteDatabase(String url) {
        this.url = url;
        writer = new Writer(handle(url, false));
        for (int i = 0; i < READERS; i++) {
            readers.add(handle(url, true));
        }
    }

    /** As below, for those who leave no name. */
    public static SqliteDatabase open(Path file, List<Migrations> rooms) {
        return open(file, rooms, "tocsin");
    }

    /**
     * Opens or makes the file and brings each room's tables up to date. What a newer program has written is refused by name, and
     * not touched.
     *
     * @param writtenBy program and version, for people
     */
    public static SqliteDatabase open(Path file, List<Migrations> rooms, String writtenBy) {
        var url = "jdbc:sqlite:" + file;
        try (var connection = DriverManager.getConnection(url)) {
            var header = StoreHeader.read(connection);
            header.requireKnown();
            var flyways = new ArrayList<Flyway>();
            for (var room : rooms) {
                var flyway = flyway(url, room);
                requireKnown(flyway, room, header);
                flyways.add(flyway);
            }
            flyways.forEach(Flyway::migrate);
            StoreHeader.write(connection, writtenBy);
        } catch (SQLException e) {
            throw new IllegalStateException("the store " + url + " can't be opened", e);
        }
        return new SqliteDatabase(url);
    }

    private static void requireKnown(Flyway flyway, Migrations room, StoreHeader header) {
        for (var applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
                throw header.refused(
                        "the tables of " + room.room() + " are of version " + applied.getVersion() + ", unknown here");
            }
        }
    }

    private static Flyway flyway(String url, Migrations room) {
        return Flyway.configure(room.loader())
                .dataSource(url, null, null)
                .locations("classpath:org/tocsin/" + room.room() + "/sql-migrations")
                .table("migrations_" + room.room())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static Handle handle(String url, boolean readOnly) {
        try {
            var connection = DriverManager.getConnection(url);
            pragmas(connection, readOnly);
            return Jdbi.create(connection).open();
        } catch (SQLException e) {
            throw new IllegalStateException("the store " + url + " can't be opened", e);
        }
    }

    private static void pragmas(Connection connection, boolean readOnly) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout=5000");
            statement.execute("pragma journal_mode=wal");
            statement.execute("pragma synchronous=full");
            statement.execute("pragma foreign_keys=on");
            statement.execute("pragma secure_delete=on");
            statement.execute("pragma query_only=" + (readOnly ? "on" : "off"));
        }
    }

    @Override
    public <T> CompletableFuture<T> write(Function<Handle, T> work) {
        return writer.submit(work);
    }

    /** Sets what gives room on a full disk, before a person's act is tried once more. */
    public void onFull(Runnable makeRoom) {
        this.makeRoom = makeRoom;
    }

    @Override
    public <T> T act(Function<Handle, T> work) {
        try {
            return writeNow(work);
        } catch (Rejection refused) {
            if (!refused.code().equals("store.disk-full")) {
                throw refused;
            }
            makeRoom.run();
            return writeNow(work);
        }
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        Handle handle;
        try {
            handle = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to read", e);
        }
        try {
            return work.apply(handle);
        } finally {
            readers.add(handle);
        }
    }

    /** Deleted rows are overwritten in the main file; the journal still holds the pages as they were until it is cut off. */
    @Override
    public void scrub() {
        try (var handle = handle(url, false)) {
            handle.execute("pragma wal_checkpoint(truncate)");
        }
    }

    @Override
    public void close() {
        writer.close();
        readers.forEach(Handle::close);
    }
}

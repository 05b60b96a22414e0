package org.tocsin.federation.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.federation.Federation;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Leaf;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class ProjectionTest {
    private static final Fingerprint PEER = Fingerprint.of(new byte[32]);

    @TempDir
    Path folder;

    @Test
    void aFullDiskIsOutlastedInBoundedMemoryAndTheRestIsFollowedAgain() {
        try (var database =
                SqliteDatabase.open(folder.resolve("t.db"), List.of(Migrations.of("federation", Federation.class)))) {
            var disk = new Disk(database);
            var store = new FollowStore(disk);
            try (var projection = new Projection(store, Clock.system(), _ -> {}, 100_000)) {
                disk.full = true;
                var loud = Origin.fresh("loud.example", Entropy.system());
                var quiet = Origin.fresh("quiet.example", Entropy.system());
                projection.add(pending(quiet, 0));
                for (int i = 0; i < 50; i++) {
                    projection.add(pending(loud, i));
                }
                projection.flush();
                assertThat(projection.recovered()).as("there is no room yet").isEmpty();
                disk.full = false;
                projection.flush();
                assertThat(projection.recovered()).containsExactly(new FollowedLog.Name(PEER, loud.toString()));
                assertThat(projection.recovered()).isEmpty();
                assertThat(store.entry(PEER, quiet.toString(), 0)).isPresent();
                assertThat(store.log(PEER, loud.toString())).isEmpty();
                projection.add(pending(loud, 0));
                projection.flush();
                assertThat(store.entry(PEER, loud.toString(), 0)).isPresent();
            }
        }
    }

    @Test
    void whatComesWhileSomethingIsWrittenIsWrittenToo() throws Exception {
        try (var database =
                SqliteDatabase.open(folder.resolve("t.db"), List.of(Migrations.of("federation", Federation.class)))) {
            var disk = new Disk(database);
            var origin = Origin.fresh("late.example", Entropy.system());
            var written = new CountDownLatch(2);
            try (var projection = new Projection(new FollowStore(disk), Clock.system(), _ -> written.countDown())) {
                disk.onWrite = () -> {
                    disk.onWrite = () -> {};
                    projection.add(pending(origin, 1));
                };
                projection.add(pending(origin, 0));
                assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static FollowStore.Pending pending(Origin origin, int index) {
        var entry = Entry.of(1, 0, Digest.hash(new byte[] {1}), 0);
        var payload = new Salted(Bytes.of(new byte[32]), Bytes.of(new byte[10_000]));
        var leaf = new Leaf(index, entry.encoded(), entry, payload);
        return new FollowStore.Pending(PEER, HeldLog.empty(origin), List.of(new FollowStore.Row(leaf, false)));
    }

    /** A store on a disk that can be full. */
    private static final class Disk implements Database {
        private final Database behind;
        private volatile boolean full;
        private volatile Runnable onWrite = () -> {};

        Disk(Database behind) {
            this.behind = behind;
        }

        @Override
        public <T> CompletableFuture<T> write(Function<Handle, T> work) {
            onWrite.run();
            return full
                    ? CompletableFuture.failedFuture(new IllegalStateException("database or disk is full"))
                    : behind.write(work);
        }

        @Override
        public <T> T read(Function<Handle, T> work) {
            return behind.read(work);
        }

        @Override
        public void scrub() {}

        @Override
        public void close() {
            behind.close();
        }
    }
}

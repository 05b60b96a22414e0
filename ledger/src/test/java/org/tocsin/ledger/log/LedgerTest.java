package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.entry.Media;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.follow.Verified;

final class LedgerTest {
    private final World world = new World();
    private final FaultDisk disk = new FaultDisk(1);

    @TempDir
    private Path folder;

    @Test
    void aFollowerMissesNothingOnRealFiles() throws IOException {
        var local = new LocalDisk(folder);
        var seen = new ArrayList<String>();
        HeldLog held;
        try (var ledger = world.released(local)) {
            World.signed(ledger.append(world.origin, World.statements("a", 150)));
            var appended = World.signed(ledger.append(world.origin, World.statements("a", 150)));
            assertThat(appended.index()).isEqualTo(150);
            assertThat(appended.size()).isEqualTo(300);
            new CheckpointKeys(world.origin, world.signer(world.origin).vkeys()).require(appended.checkpoint());
            ledger.keep();
            World.signed(ledger.append(world.origin, World.statements("b", 3)));
            held = world.follow(ledger, HeldLog.empty(world.origin), seen);
        }
        assertThat(seen).hasSize(303).startsWith("a0", "a1").endsWith("b0", "b1", "b2");
        try (var ledger = world.released(local)) {
            World.signed(ledger.append(world.origin, World.statement("c")));
            world.follow(ledger, HeldLog.decode(held.encode()), seen);
        }
        assertThat(seen).hasSize(304).endsWith("c");
    }

    /** Entries that come between two steps of the keeper are archived before they are stored. */
    @Test
    void aPayloadThatIsArchivedBeforeItIsStoredDoesNotLookErased() throws IOException {
        try (var ledger = world.released(disk)) {
            for (int i = 0; i < 5; i++) {
                World.signed(ledger.append(world.origin, World.statements("a", 51)));
            }
            world.sink.onStore = () -> {
                World.signed(ledger.append(world.origin, World.statements("b", 129)));
                World.signed(ledger.append(world.origin, World.statements("c", 128)));
            };
            ledger.keep();
            var batch = ledger.read(world.origin, 0, 512).orElseThrow();
            assertThat(batch.payloads()).hasSize(512).doesNotContainNull();
        }
    }

    @Test
    void aFaultOfTheProgramStopsTheLedgerByNameAndKeepsNobodyWaiting() throws IOException {
        var faulty = new Meter() {
            @Override
            public void count(String name, long delta) {
                throw new IllegalStateException("a fault");
            }

            @Override
            public void gauge(String name, double value) {}
        };
        var ports =
                new Ports(disk, world.sink, world::signer, world.storeKey, Clock.system(), Entropy.system(), faulty);
        try (var ledger = Ledger.open(World.SMALL, ports)) {
            ledger.create(world.origin);
            ledger.release();
            var _ = ledger.append(world.origin, World.statement("a"));
            while (ledger.stopped().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> ledger.append(world.origin, World.statement("b")))
                    .hasMessageStartingWith("ledger.fault");
        }
    }

    @Test
    void thePayloadOfAnEntryNeverLiesOnDiskInTheClear() throws IOException {
        try (var ledger = world.released(disk)) {
            World.signed(ledger.append(world.origin, World.statement("198.51.100.7 knows root:xc3511")));
        }
        for (var name : List.of("wal/segment-0001", "logs/1/head")) {
            assertThat(new String(disk.read(name), StandardCharsets.ISO_8859_1)).doesNotContain("198.51.100.7");
        }
    }

    @Test
    void whatListenersHearIsSignedAndWithoutAGap() throws IOException {
        var heard = new ArrayList<LogBatch>();
        try (var ledger = world.released(disk)) {
            ledger.subscribe(heard::add);
            for (int i = 0; i < 20; i++) {
                World.signed(ledger.append(world.origin, World.statements("x", 2)));
            }
        }
        var held = HeldLog.empty(world.origin);
        for (var batch :
                heard.stream().filter(batch -> !batch.entries().isEmpty()).toList()) {
            assertThat(world.verifier().verify(held, batch)).isInstanceOf(Verified.Batch.class);
            held = ((Verified.Batch) world.verifier().verify(held, batch)).held();
        }
        assertThat(held.size()).isEqualTo(40);
    }

    @Test
    void nothingIsSignedBeforeTheRelease() throws IOException {
        try (var ledger = world.open(disk)) {
            ledger.create(world.origin);
            var receipt = ledger.append(world.origin, World.statement("early"));
            assertThat(World.durable(receipt)).isZero();
            assertThat(receipt.signed()).isNotDone();
            assertThat(ledger.latest(world.origin)).isEmpty();
            assertThat(ledger.read(world.origin, 0, 10)).isEmpty();
            ledger.release();
            assertThat(World.signed(receipt).checkpoint().size()).isEqualTo(1);
        }
    }

    @Test
    void aStoppedLedgerRefusesByName() throws IOException {
        try (var ledger = world.released(disk)) {
            ledger.stop(new Rejection("ledger.rolled-back", "somebody holds more"));
            assertThatThrownBy(() -> ledger.append(world.origin, World.statement("x")))
                    .hasMessageContaining("ledger.rolled-back");
        }
    }

    @Test
    void aSecondNodeOnTheSameFolderIsRefusedByName() throws IOException {
        var local = new LocalDisk(folder);
        var first = world.open(local);
        assertThatThrownBy(() -> world.open(new LocalDisk(folder)))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("disk.in-use")
                .hasMessageContaining(folder.toString());
        first.close();
        world.open(local).close();
    }

    @Test
    void aFolderOfANewerProgramIsRefusedByName() throws IOException {
        var newer = new CborWriter().array(3).text("tocsin-ledger").uint(2).text("tocsin 9.9");
        disk.put(Map.of("format", newer.toArray()));
        assertThatThrownBy(() -> world.open(disk))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("ledger.newer-format")
                .hasMessageContaining("tocsin 9.9");
        assertThat(disk.list("wal")).isEmpty();
    }

    @Test
    void aFloodIsRefusedAndNothingWaitsForEver() throws IOException {
        var gate = new CountDownLatch(1);
        try (var ledger = world.released(disk)) {
            World.signed(ledger.append(world.origin, World.statement("first")));
            ledger.subscribe(batch -> await(gate));
            var accepted = new ArrayList<Receipt>();
            assertThatThrownBy(() -> {
                        while (true) {
                            accepted.add(ledger.append(world.origin, World.statements("flood", 50)));
                        }
                    })
                    .hasMessageContaining("ledger.busy");
            gate.countDown();
            accepted.forEach(World::signed);
        }
    }

    @Test
    void whatDoesNotFitABatchIsRefusedByName() throws IOException {
        try (var ledger = world.released(disk)) {
            assertThatThrownBy(() -> ledger.append(world.origin, World.statements("x", 1_025)))
                    .hasMessageContaining("batch.entries");
            assertThatThrownBy(() -> ledger.append(world.origin, List.of())).hasMessageContaining("ledger.empty");
            var fat = new Statement(1, 0, Payload.of(Media.CBOR, new byte[40 << 10]));
            assertThatThrownBy(() -> ledger.append(world.origin, fat)).hasMessageContaining("ledger.batch-bytes");
            var stranger = Origin.fresh("other.example", Entropy.system());
            assertThatThrownBy(() -> ledger.append(stranger, World.statement("x")))
                    .hasMessageContaining("ledger.no-log");
        }
    }

    @Test
    void aFullDiskIsNamedAndCuredWithoutARestart() throws IOException {
        var settings = new LedgerSettings(World.SMALL.wal(), 32 << 10, 4_096, 4 << 20, 8_192, 0);
        disk.leave(64 << 10 | 16_384);
        var clock = new StoppedClock();
        var ports = new Ports(disk, world.sink, world::signer, world.storeKey, clock, Entropy.system(), Meter.none());
        try (var ledger = Ledger.open(settings, ports)) {
            ledger.create(world.origin);
            ledger.release();
            ledger.keep();
            assertThat(disk.exists("reserve")).isTrue();
            world.sink.broken = true;
            int taken = 0;
            try {
                for (; taken < 100; taken++) {
                    World.signed(ledger.append(world.origin, World.statement("x" + taken)));
                }
            } catch (Rejection full) {
                assertThat(full.code()).isEqualTo("ledger.disk-full");
            }
            assertThat(taken).isBetween(5, 99);
            assertThat(disk.exists("reserve")).isFalse();
            disk.leave(1 << 20);
            clock.advance(6_000);
            World.signed(ledger.append(world.origin, World.statement("again")));
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).hasSize(taken + 1).endsWith("again");
            clock.advance(60_000);
            ledger.keep();
            assertThat(disk.exists("reserve")).isTrue();
        }
    }

    @Test
    void aFailedDiskStopsTheLedgerAndTheRestartKnowsTheTruth() throws IOException {
        var ledger = world.released(disk);
        World.signed(ledger.append(world.origin, World.statement("kept")));
        disk.failAfter(2);
        assertThatThrownBy(() -> World.signed(ledger.append(world.origin, World.statement("unknown"))))
                .hasMessageContaining("ledger.disk-failed");
        assertThatThrownBy(() -> ledger.append(world.origin, World.statement("late")))
                .hasMessageContaining("ledger.disk-failed");
        var seen = new ArrayList<String>();
        try (var again = world.released(disk.restarted())) {
            World.signed(again.append(world.origin, World.statement("new")));
            world.follow(again, HeldLog.empty(world.origin), seen);
        }
        assertThat(seen).startsWith("kept").endsWith("new").hasSizeBetween(2, 3);
        ledger.close();
    }

    @Test
    void segmentsGoBackOnlyAfterThePayloadsAreStored() throws IOException {
        try (var ledger = world.released(disk)) {
            world.sink.broken = true;
            for (int i = 0; i < 60; i++) {
                World.signed(ledger.append(world.origin, World.statement("x" + i)));
                ledger.keep();
            }
            int held = disk.list("wal").size();
            assertThat(held).isGreaterThan(3);
            world.sink.broken = false;
            ledger.keep();
            assertThat(disk.list("wal").size()).isLessThan(held);
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).hasSize(60).doesNotContain("-").startsWith("x0").endsWith("x59");
        }
        var seen = new ArrayList<String>();
        try (var ledger = world.released(disk.restarted())) {
            world.follow(ledger, HeldLog.empty(world.origin), seen);
        }
        assertThat(seen).hasSize(60).doesNotContain("-");
    }

    @Test
    void anErasedPayloadBreaksNoProof() throws IOException {
        try (var ledger = world.released(disk)) {
            for (int i = 0; i < 40; i++) {
                World.signed(ledger.append(world.origin, World.statement("x" + i)));
            }
            ledger.keep();
            world.sink.erase(1, 3);
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).hasSize(40).contains("-", "x2", "x4").doesNotContain("x3");
        }
    }

    @Test
    void theLogsOfANodeDoNotMixInOneWal() throws IOException {
        var other = Origin.fresh("acme.example", Entropy.system());
        try (var ledger = world.released(disk)) {
            ledger.create(other);
            for (int i = 0; i < 20; i++) {
                ledger.append(world.origin, World.statement("a" + i));
                World.signed(ledger.append(other, World.statement("b" + i)));
            }
        }
        try (var ledger = world.released(disk.restarted())) {
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).hasSize(20).allMatch(words -> words.startsWith("a"));
            assertThat(ledger.size(other)).isEqualTo(20);
        }
    }

    @Test
    void aReopenedLogTakesNoMoreAndStaysReadable() throws IOException {
        Origin next;
        try (var ledger = world.released(disk)) {
            World.signed(ledger.append(world.origin, World.statement("old")));
            next = ledger.reopen(world.origin);
            assertThat(next).isEqualTo(world.origin.next());
            assertThatThrownBy(() -> ledger.append(world.origin, World.statement("x")))
                    .hasMessageContaining("ledger.ended");
            World.signed(ledger.append(next, World.statement("new")));
        }
        try (var ledger = world.released(disk.restarted())) {
            assertThat(ledger.ended(world.origin)).isTrue();
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).containsExactly("old");
            assertThat(ledger.size(next)).isEqualTo(1);
        }
    }

    @Test
    void aStoppedNodeIsCuredByReopeningItsLogs() throws IOException {
        Origin next;
        try (var ledger = world.released(disk)) {
            World.signed(ledger.append(world.origin, World.statement("old")));
            ledger.stop(new Rejection("ledger.rolled-back", "somebody holds more"));
            next = ledger.reopen(world.origin);
        }
        try (var ledger = world.released(disk.restarted())) {
            assertThat(World.signed(ledger.append(next, World.statement("new"))).size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReaderSeesNoGapWhileSegmentsAreRecycledUnderIt() throws IOException {
        var settings = new LedgerSettings(World.SMALL.wal(), 32 << 10, 1_000, 4 << 20, 0, 4);
        int appends = 300;
        try (var ledger = world.open(new LocalDisk(folder), settings)) {
            ledger.create(world.origin);
            ledger.release();
            var writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < appends; i++) {
                    World.signed(ledger.append(world.origin, World.statements(i + " ", 2)));
                }
            });
            var seen = new ArrayList<String>();
            var held = HeldLog.empty(world.origin);
            while (seen.size() < 2 * appends && (writer.isAlive() || held.size() < ledger.size(world.origin))) {
                if (ledger.latest(world.origin).isPresent()) {
                    held = world.follow(ledger, held, seen);
                }
            }
            assertThat(seen).hasSize(2 * appends).doesNotContain("-").startsWith("0 0", "0 1", "1 0");
        }
    }

    @Test
    void aWalThatWasDeletedIsNoticed() throws IOException {
        try (var ledger = world.released(disk)) {
            World.signed(ledger.append(world.origin, World.statement("x")));
        }
        disk.delete("wal/segment-0001");
        assertThatThrownBy(() -> world.open(disk)).hasMessageContaining("ledger.lost-entries");
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

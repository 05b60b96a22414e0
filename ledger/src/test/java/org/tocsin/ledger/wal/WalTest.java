package org.tocsin.ledger.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.disk.DiskFullException;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.disk.LocalDisk;

final class WalTest {
    private static final WalSettings SETTINGS = new WalSettings(64 * 1_024, 8, "test 1");
    private static final String FIRST = "wal/segment-0001";
    private static final Bytes ENTRY = Bytes.of(new byte[40]);

    @TempDir
    private Path folder;

    @Test
    void whatWasAppendedIsThereAfterARestart() throws IOException {
        var disk = new LocalDisk(folder);
        long[] positions;
        try (var wal = open(disk, new ArrayList<>())) {
            wal.append(batch(0, 3));
            positions = wal.append(batch(3, 2));
            assertThat(wal.read(positions[1]))
                    .isNotNull()
                    .extracting(WalRecord::index)
                    .isEqualTo(4L);
        }
        var found = new ArrayList<Long>();
        try (var wal = open(disk, found)) {
            assertThat(found).containsExactly(0L, 1L, 2L, 3L, 4L);
            wal.append(batch(5, 1));
        }
        found.clear();
        open(disk, found).close();
        assertThat(found).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void recoveryGoesOnThroughManySegments() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        for (int i = 0; i < 60; i++) {
            wal.append(batch(i, 1));
        }
        assertThat(wal.segments()).isGreaterThan(3);
        var found = new ArrayList<Long>();
        open(disk.restarted(), found);
        assertThat(found).hasSize(60).isSorted();
    }

    @Test
    void aSegmentIsRecycledOnlyWhenAllOfItIsKeptElsewhere() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        long position = wal.append(batch(0, 1))[0];
        for (int i = 1; i < 60; i++) {
            wal.append(batch(i, 1));
        }
        int before = wal.segments();
        assertThat(wal.recycle(log -> 14)).isZero();
        assertThat(wal.recycle(log -> 40)).isEqualTo(2);
        assertThat(wal.segments()).isEqualTo(before - 2);
        assertThat(wal.read(position)).isNull();
        var found = new ArrayList<Long>();
        var second = disk.restarted();
        var again = open(second, found);
        assertThat(found.getFirst()).isLessThanOrEqualTo(40L);
        assertThat(found.getLast()).isEqualTo(59L);
        for (int i = 60; i < 200; i++) {
            again.append(batch(i, 1));
            again.recycle(log -> Long.MAX_VALUE);
        }
        found.clear();
        open(second.restarted(), found);
        assertThat(found.getLast()).isEqualTo(199L);
        assertThat(second.list("wal").size()).isLessThan(9);
    }

    @Test
    void staleRecordsOfARecycledSegmentNeverComeBack() throws IOException {
        var disk = new FaultDisk(3);
        var wal = open(disk, new ArrayList<>());
        int index = 0;
        for (; index < 100; index++) {
            wal.append(batch(index, 1));
            wal.recycle(log -> Long.MAX_VALUE);
        }
        var found = new ArrayList<Long>();
        open(disk.restarted(), found);
        assertThat(found.getLast()).isEqualTo(99L);
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(found.get(i - 1) + 1);
        }
    }

    @Test
    void aTornTailEndsTheLogAndTheNextStartsAgree() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        wal.append(batch(0, 2));
        wal.append(batch(2, 50));
        disk.damage(FIRST, 4_096 + 4_096 + 20 * 300);
        var found = new ArrayList<Long>();
        var again = open(disk, found);
        int kept = found.size();
        assertThat(kept).isBetween(3, 51);
        again.append(batch(kept, 1));
        found.clear();
        open(disk, found);
        assertThat(found).hasSize(kept + 1).isSorted();
    }

    @Test
    void aBadRecordBeforeALaterBatchStopsTheLedgerByName() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        wal.append(batch(0, 1));
        wal.append(batch(1, 1));
        disk.damage(FIRST, 4_096 + 100);
        assertThatThrownBy(() -> open(disk, new ArrayList<>()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("wal.corrupt")
                .hasMessageContaining(FIRST);
    }

    @Test
    void aBadRecordBeforeALaterSegmentStopsTheLedgerByName() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        for (int i = 0; i < 40; i++) {
            wal.append(batch(i, 1));
        }
        disk.damage(FIRST, 64 * 1_024 - 4_096 + 100);
        assertThatThrownBy(() -> open(disk, new ArrayList<>())).hasMessageContaining("wal.corrupt");
    }

    @Test
    void aDamagedHeaderWithLaterRecordsStopsTheLedgerByName() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            wal.append(batch(i, 1));
        }
        disk.damage("wal/segment-0002", 20);
        assertThatThrownBy(() -> open(disk, new ArrayList<>())).hasMessageContaining("wal.corrupt");
    }

    @Test
    void aMissingSegmentIsRefusedByNameAndNothingBelowItIsTouched() throws IOException {
        var disk = new FaultDisk(1);
        var wal = open(disk, new ArrayList<>());
        for (int i = 0; i < 60; i++) {
            wal.append(batch(i, 1));
        }
        assertThat(wal.segments()).isGreaterThan(3);
        disk.delete("wal/segment-0002");
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> open(disk, new ArrayList<>()))
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("wal.gap"))
                    .hasMessageContaining("segments 2 to 2 are missing")
                    .hasMessageContaining(FIRST);
        }
    }

    @Test
    void twoFilesThatBothClaimToBeOneSegmentAreRefusedByName() throws IOException {
        var disk = new FaultDisk(1);
        open(disk, new ArrayList<>()).append(batch(0, 1));
        new SegmentHeader(1, "test 1", 1, 1).write(disk.create("wal/segment-0009", 64 * 1_024));
        assertThatThrownBy(() -> open(disk, new ArrayList<>())).hasMessageContaining("are both segment 1");
    }

    @Test
    void aNewerFormatIsRefusedByName() throws IOException {
        var disk = new FaultDisk(1);
        var file = disk.create(FIRST, 64 * 1_024);
        new SegmentHeader(2, "tocsin 9.9", 1, 1).write(file);
        assertThatThrownBy(() -> open(disk, new ArrayList<>()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("wal.newer-format")
                .hasMessageContaining("tocsin 9.9");
    }

    @Test
    void aFullDiskRefusesAndLosesNothing() throws IOException {
        var disk = new FaultDisk(1);
        disk.leave(64 * 1_024);
        var wal = open(disk, new ArrayList<>());
        int taken = 0;
        try {
            for (; taken < 100; taken++) {
                wal.append(batch(taken, 1));
            }
        } catch (DiskFullException full) {
            assertThat(taken).isPositive();
        }
        disk.leave(1 << 20);
        wal.append(batch(taken, 1));
        var found = new ArrayList<Long>();
        open(disk.restarted(), found);
        assertThat(found).hasSize(taken + 1);
    }

    @Test
    void aStoreThatFallsBehindIsNamedBeforeTheDiskIsFull() throws IOException {
        var wal = open(new FaultDisk(1), new ArrayList<>());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        wal.append(batch(i, 1));
                    }
                })
                .hasMessageContaining("wal.backlog");
    }

    /** Two torn batches at one place, with records of one size that end where sectors do: the end of the first must not pass for that of the second. */
    @Test
    void twoTornBatchesAreNeverSplicedTogether() throws IOException {
        for (int seed = 0; seed < 400; seed++) {
            var disk = new FaultDisk(seed);
            rounds(disk, new ArrayList<>()).append(batch(0, 24, 0));
            for (int round = 1; round < 4; round++) {
                var found = new ArrayList<Byte>();
                var wal = rounds(disk, found);
                disk.crashAfter(2);
                var torn = batch(found.size(), 40, round);
                assertThatThrownBy(() -> wal.append(torn)).isInstanceOf(IOException.class);
                disk = disk.restarted();
            }
            var found = new ArrayList<Byte>();
            rounds(disk, found);
            assertThat(found).as("seed " + seed).isSorted();
        }
    }

    private static LocalWal rounds(Disk disk, List<Byte> found) throws IOException {
        return LocalWal.open(disk, SETTINGS, Entropy.system(), (record, position) -> {
            assertThat(record.index()).isEqualTo(found.size());
            found.add(record.payload().salt().shared()[0]);
        });
    }

    @FuzzTest
    void anyBytesInASegmentAreReadOrRefusedByName(byte[] data) throws IOException {
        var disk = new FaultDisk(1);
        open(disk, new ArrayList<>()).append(batch(0, 1));
        var random = new Random(data.length);
        for (byte b : data) {
            disk.damage(FIRST, 4_096 + (b & 0xff) + random.nextInt(256));
        }
        try {
            assertThat(open(disk, new ArrayList<>()).segments()).isEqualTo(1);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("wal.");
        }
    }

    @FuzzTest
    void anyBytesOfAFrameAreReadOrPassedOver(byte[] data) throws IOException {
        var file = new FaultDisk(1).create("frame", data.length);
        file.write(ByteBuffer.wrap(data), 0);
        var frame = Frame.read(file, 0, data.length);
        assertThat(frame == null || frame.size() <= data.length).isTrue();
    }

    private static LocalWal open(Disk disk, List<Long> found) throws IOException {
        return LocalWal.open(disk, SETTINGS, Entropy.system(), (record, position) -> {
            assertThat(record.payload().ciphertext().toArray()).isEqualTo(text(record.index(), 150));
            found.add(record.index());
        });
    }

    private static List<Wal.Draft> batch(long from, int count) {
        return batch(from, count, 0, 150);
    }

    /** From index 24 to 255 each record is one sector of 512 bytes. */
    private static List<Wal.Draft> batch(long from, int count, int round) {
        return batch(from, count, round, 352);
    }

    private static List<Wal.Draft> batch(long from, int count, int round, int size) {
        var salt = new byte[32];
        salt[0] = (byte) round;
        var drafts = new ArrayList<Wal.Draft>();
        for (int i = 0; i < count; i++) {
            var payload = new Sealed(
                    Bytes.of(salt), Bytes.of(new byte[40]), Bytes.of(new byte[12]), Bytes.owning(text(from + i, size)));
            drafts.add(new Wal.Draft(1, from + i, WalRecord.tail(ENTRY, payload)));
        }
        return drafts;
    }

    private static byte[] text(long index, int size) {
        return "0".repeat(size - 10).concat("%010d".formatted(index)).getBytes(StandardCharsets.US_ASCII);
    }
}

package org.tocsin.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.Corpora;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Prover;

final class ArchiveTest {
    private static final Origin ORIGIN = Origin.fresh("acme.example", Entropy.system());

    private final Hasher hasher = new Hasher();

    @TempDir
    private Path folder;

    @Test
    void noEntryAndNoRootIsLostHoweverItWasCutUp() throws IOException {
        var disk = new FaultDisk(1);
        var archive = Archive.create(disk, 1, ORIGIN, "test");
        int size = 0;
        for (int step : List.of(1, 2, 252, 1, 255, 2, 600, 65_000, 300)) {
            append(archive, size, step);
            size += step;
            var again = Archive.open(disk, 1);
            assertThat(again.size()).isEqualTo(size);
            assertThat(new Prover(again).root(size)).isEqualTo(frontier(size).root());
            assertThat(again.entries(size - step, step)).isEqualTo(entries(size - step, step));
        }
        assertThat(new Prover(archive).root(257)).isEqualTo(frontier(257).root());
        assertThat(new Prover(archive).frontier(size).hashes())
                .isEqualTo(frontier(size).hashes());
        assertThat(archive.entries(65_000, 10_000)).hasSize(size - 65_000);
    }

    @Test
    void onlyTheNewestPartialTilesStay() throws IOException {
        var disk = new LocalDisk(folder);
        var archive = Archive.create(disk, 1, ORIGIN, "test");
        append(archive, 0, 257);
        append(archive, 257, 1);
        assertThat(disk.list("logs/1/tile/0")).containsExactly("000", "001.p");
        assertThat(disk.list("logs/1/tile/0/001.p")).containsExactly("2");
        assertThat(disk.list("logs/1/tile/1/000.p")).containsExactly("1");
        assertThat(disk.list("logs/1/tile/entries/001.p")).containsExactly("2");
    }

    @Test
    void aCrashWhileWritingTilesLeavesTheOldSizeOrTheNew() throws IOException {
        for (int point = 1; point < 12; point++) {
            var disk = new FaultDisk(point);
            var archive = Archive.create(disk, 1, ORIGIN, "test");
            append(archive, 0, 300);
            disk.crashAfter(point);
            try {
                append(archive, 300, 300);
            } catch (IOException crashed) {
                assertThat(disk.crashed()).isTrue();
            }
            var again = Archive.open(disk.restarted(), 1);
            assertThat(again.size()).isIn(300L, 600L);
            assertThat(new Prover(again).root(again.size()))
                    .isEqualTo(frontier((int) again.size()).root());
        }
    }

    @Test
    void aDamagedBundleOrTileIsNamed() throws IOException {
        var disk = new FaultDisk(1);
        append(Archive.create(disk, 1, ORIGIN, "test"), 0, 300);
        disk.damage("logs/1/tile/entries/000", 0);
        assertThatThrownBy(() -> Archive.open(disk, 1).entries(0, 1)).hasMessageContaining("archive.corrupt");
        disk.put(Map.of("logs/1/tile/0/000", new byte[5]));
        assertThatThrownBy(() -> Archive.open(disk, 1).node(0, 0)).hasMessageContaining("archive.corrupt");
    }

    @Test
    void aNewerFormatIsRefusedByName() throws IOException {
        var disk = new FaultDisk(1);
        var newer = new CborWriter().array(3).text("tocsin-log").uint(2).text("tocsin 9.9");
        disk.put(Map.of("logs/1/head", newer.toArray()));
        assertThatThrownBy(() -> Archive.open(disk, 1))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("archive.newer-format")
                .hasMessageContaining("tocsin 9.9");
    }

    @Test
    void anEndedLogStaysEnded() throws IOException {
        var disk = new FaultDisk(1);
        Archive.create(disk, 7, ORIGIN, "test").end();
        assertThat(Archive.open(disk.restarted(), 7).ended()).isTrue();
    }

    /** Our tiles of their entries are their tiles, byte for byte. */
    @Test
    void tesserasLogIsWrittenAsTesseraWritesIt() throws IOException {
        var log = Corpora.file("ledger/tessera-log");
        var bundle = Files.readAllBytes(log.resolve("tile/entries/000.p/15"));
        var encoded = new ArrayList<Bytes>();
        for (int at = 0; at < bundle.length; ) {
            int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
            var entry = new byte[length];
            System.arraycopy(bundle, at + 2, entry, 0, length);
            encoded.add(Bytes.owning(entry));
            at += 2 + length;
        }
        var archive = Archive.create(new LocalDisk(folder), 1, ORIGIN, "test");
        archive.append(encoded, leaves(encoded));
        assertThat(encoded).hasSize(15);
        for (var file : List.of("tile/0/000.p/15", "tile/entries/000.p/15")) {
            assertThat(folder.resolve("logs/1").resolve(file)).hasSameBinaryContentAs(log.resolve(file));
        }
        var root =
                Base64.getEncoder().encodeToString(new Prover(archive).root(15).toArray());
        assertThat(Files.readString(log.resolve("checkpoint"))).contains(root);
    }

    @FuzzTest
    void hostileHeadsAreRefusedByName(byte[] data) {
        try {
            ArchiveHead.decode(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(archive|cbor|origin)\\..*");
        }
    }

    private void append(Archive archive, int from, int count) throws IOException {
        var encoded = entries(from, count);
        archive.append(encoded, leaves(encoded));
    }

    private List<byte[]> leaves(List<Bytes> encoded) {
        return encoded.stream().map(entry -> hasher.leaf(entry.shared())).toList();
    }

    private static List<Bytes> entries(int from, int count) {
        var entries = new ArrayList<Bytes>();
        for (int i = from; i < from + count; i++) {
            entries.add(Bytes.of(("entry " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return entries;
    }

    private Frontier frontier(int size) {
        var frontier = new Frontier();
        leaves(entries(0, size)).forEach(frontier::append);
        return frontier;
    }
}

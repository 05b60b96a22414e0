package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.LocalDisk;

/** Whatever is changed in the files of a ledger is found, and nothing that may be is called damage. */
final class FsckTest {
    private static final int PAGE = 4_096;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final World world = new World();

    @BeforeEach
    void aLedgerWithArchiveAndWal() throws IOException {
        write(400, true);
        write(50, false);
    }

    @Test
    void aGoodLogIsGoodAndIsLeftAsItIs() throws IOException {
        var before = content();
        var report = fsck();
        assertThat(report.damages()).isEmpty();
        assertThat(report.logs()).containsExactly(new Fsck.Log(world.origin, 450, 400, 450, true, false));
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aTornTailIsNoDamage() throws IOException {
        Files.delete(checkpoint());
        long torn = lastBatch() + 700; // within the records of the last batch
        var wal = Files.readAllBytes(newest());
        Arrays.fill(wal, (int) torn, wal.length, (byte) 0);
        Files.write(newest(), wal);
        var before = content();
        var report = fsck();
        assertThat(report.damages()).isEmpty();
        assertThat(report.torn()).isPositive();
        assertThat(report.logs().getFirst().entries()).isBetween(401L, 449L);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aTornTailOfWhatWasSignedIsDamage() throws IOException {
        var wal = Files.readAllBytes(newest());
        wal[(int) lastBatch() + 30] ^= 1;
        Files.write(newest(), wal);
        assertThat(only()).satisfies(damage -> {
            assertThat(damage.file()).isEqualTo("logs/1/checkpoint");
            assertThat(damage.what()).contains("has signed 450 entries").contains("to 449 can't be found");
        });
    }

    @Test
    void aFlippedByteBeforeLaterBatchesIsFoundWhereItIs() throws IOException {
        Files.delete(checkpoint());
        var wal = Files.readAllBytes(newest());
        wal[PAGE + 30] ^= 1; // the first batch of the segment; later ones follow
        Files.write(newest(), wal);
        assertThat(only()).satisfies(damage -> {
            assertThat(damage.file()).isEqualTo(name(newest()));
            assertThat(damage.at()).hasValue(PAGE);
        });
    }

    @Test
    void anEntryThatWasChangedInTheArchiveIsNamed() throws IOException {
        var bundle = find("tile/entries/001.p/144");
        var bytes = Files.readAllBytes(bundle);
        int size = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        bytes[2 + size + 2 + size - 1] ^= 1; // the flags of the second entry
        Files.write(bundle, bytes);
        assertThat(only()).satisfies(damage -> {
            assertThat(damage.file()).isEqualTo("logs/1/tile/entries/001.p/144");
            assertThat(damage.at()).hasValue(2 + size);
            assertThat(damage.what()).contains("entry 257 does not fit its hash");
        });
    }

    @Test
    void aTileThatWasChangedIsFoundByTheSignedRootToo() throws IOException {
        flip(find("tile/0/000"), 32 * 7);
        assertThat(fsck().damages())
                .extracting(Damage::file)
                .containsExactly("logs/1/tile/entries/000", "logs/1/tile/1/000.p/1", "logs/1/checkpoint");
    }

    @Test
    void anUpperTileThatWasChangedIsFound() throws IOException {
        flip(find("tile/1/000.p/1"), 3);
        assertThat(only().toString()).startsWith("logs/1/tile/1/000.p/1 at byte 0: hash 0 of level 8");
    }

    @Test
    void aMissingBundleIsNamedWithItsEntries() throws IOException {
        Files.delete(find("tile/entries/000"));
        assertThat(only().toString()).isEqualTo("logs/1/tile/entries/000: it is missing; it holds entries 0 to 255");
    }

    @Test
    void aMissingSegmentIsNamed() throws IOException {
        write(600, false); // some segments more
        var used = segments();
        assertThat(used).hasSizeGreaterThanOrEqualTo(3);
        Files.delete(used.get(used.size() - 2));
        assertThat(fsck().damages()).first().satisfies(damage -> assertThat(damage.toString())
                .startsWith("wal: segments ")
                .contains("are missing"));
    }

    @Test
    void aMissingLastSegmentIsToldByWhatWasSigned() throws IOException {
        write(600, false);
        Files.delete(segments().getLast());
        assertThat(only().toString())
                .startsWith("logs/1/checkpoint: ")
                .contains("has signed 1050 entries")
                .contains("to 1049 can't be found");
    }

    @Test
    void aMissingFirstSegmentLeavesAGapThatIsNamed() throws IOException {
        write(600, false);
        Files.delete(checkpoint());
        Files.delete(segments().getFirst());
        assertThat(only().what()).contains("stands where entry 400 belongs");
    }

    @Test
    void aCheckpointThatDoesNotFitIsDamage() throws IOException {
        var forged = world.signer(world.origin).sign(450, new Digest(Bytes.of(new byte[32])));
        Files.write(checkpoint(), forged.encoded().toArray());
        assertThat(only().what()).contains("another root than the one that was signed");
    }

    @Test
    void aCheckpointThatSomebodyElseSignedIsDamage() throws IOException {
        var another = SigningKey.generate(Algorithm.ML_DSA_44, Entropy.system());
        var classic = SigningKey.generate(Algorithm.ED25519, Entropy.system());
        var honest = Checkpoint.parse(Files.readAllBytes(checkpoint()));
        var forged =
                new CheckpointSigner(world.origin, another, classic, Clock.system()).sign(honest.size(), honest.root());
        Files.write(checkpoint(), forged.encoded().toArray());
        assertThat(only().toString()).startsWith("logs/1/checkpoint: its signature is not of the key of");
    }

    @Test
    void whoseKeysAreNotAtHandIsNotCalledVerified() throws IOException {
        var report = Fsck.run(new LocalDisk(folder), any -> Optional.empty());
        assertThat(report.damages()).isEmpty();
        assertThat(report.logs().getFirst().verified()).isFalse();
    }

    @Test
    void aLogWhoseHeadIsGoneIsNamed() throws IOException {
        Files.delete(folder.resolve("logs/1/head"));
        assertThat(fsck().damages()).extracting(Damage::toString).first().isEqualTo("logs/1/head: it is missing");
    }

    @Test
    void aRunningNodeIsNotLookedInto() throws IOException {
        try (var ledger = world.open(new LocalDisk(folder))) {
            assertThat(ledger.logs()).isNotEmpty();
            assertThatThrownBy(this::fsck).hasMessageContaining("disk.in-use");
        }
    }

    private void write(int count, boolean archived) throws IOException {
        try (var ledger = world.released(new LocalDisk(folder))) {
            for (int done = 0; done < count; done += 10) {
                World.signed(ledger.append(world.origin, World.statements("s" + done, 10)));
            }
            if (archived) {
                ledger.keep();
            }
        }
    }

    private Fsck.Report fsck() throws IOException {
        return Fsck.run(
                new LocalDisk(folder),
                origin -> Optional.of(
                        new CheckpointKeys(origin, world.signer(origin).vkeys())));
    }

    private Damage only() throws IOException {
        var damages = fsck().damages();
        assertThat(damages).hasSize(1);
        return damages.getFirst();
    }

    private Path checkpoint() {
        return folder.resolve("logs/1/checkpoint");
    }

    private Path find(String name) {
        var path = folder.resolve("logs/1").resolve(name);
        assertThat(path).exists();
        return path;
    }

    private static void flip(Path file, int at) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    /** Segments in use, oldest first: recycled files keep their names. */
    private List<Path> segments() throws IOException {
        var used = new TreeMap<Long, Path>();
        try (var files = Files.list(folder.resolve("wal"))) {
            for (var file : files.toList()) {
                var page = ByteBuffer.wrap(Files.readAllBytes(file));
                int size = page.getInt();
                if (size != 0) {
                    var header = new CborReader(page.array(), 8, 8 + size);
                    header.array(3);
                    header.text();
                    header.uint();
                    header.text();
                    used.put(header.uint(), file);
                }
            }
        }
        return List.copyOf(used.values());
    }

    private Path newest() throws IOException {
        return segments().getLast();
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }

    /** Where the last batch of the newest segment begins: the last page that does not begin with zeros. */
    private long lastBatch() throws IOException {
        var wal = Files.readAllBytes(newest());
        for (int at = wal.length - PAGE; at >= PAGE; at -= PAGE) {
            if (wal[at] != 0 || wal[at + 1] != 0 || wal[at + 2] != 0 || wal[at + 3] != 0) {
                return at;
            }
        }
        throw new AssertionError("no batch");
    }

    private Map<String, Bytes> content() throws IOException {
        var content = new TreeMap<String, Bytes>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                content.put(name(file), Bytes.of(Files.readAllBytes(file)));
            }
        }
        return content;
    }
}

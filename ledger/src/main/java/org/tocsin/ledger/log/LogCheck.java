package org.tocsin.ledger.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.archive.Archive;
import org.tocsin.ledger.archive.ArchiveCheck;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.wal.WalRecord;

/** Grows the tree of one log anew, first from its archive, then from the WAL, and holds its last checkpoint against it. */
final class LogCheck {
    private final long number;
    private final Archive archive;
    private final ArchiveCheck stored;
    private final Consumer<Damage> damages;
    private final @Nullable Checkpoint checkpoint;
    private final Frontier tree = new Frontier();
    private final Hasher hasher = new Hasher();
    private @Nullable Digest atCheckpoint;
    private long nextInWal = -1;
    private boolean cut;

    LogCheck(Disk disk, long number, Archive archive, Consumer<Damage> damages) {
        this.number = number;
        this.archive = archive;
        this.damages = damages;
        this.stored = new ArchiveCheck(archive, damages);
        this.checkpoint = checkpoint(disk);
    }

    private @Nullable Checkpoint checkpoint(Disk disk) {
        var file = LedgerFiles.checkpoint(number);
        try {
            return Checkpoint.parse(disk.read(file));
        } catch (NoSuchFileException _) {
            return null; // stored lazily
        } catch (Rejection | IOException e) {
            damages.accept(Damage.of(file, "no checkpoint: " + e.getMessage()));
            return null;
        }
    }

    Origin origin() {
        return archive.origin();
    }

    /** All that is archived; comes before what is in the WAL. */
    void archived() {
        note();
        cut = !stored.run(this::grow);
    }

    private void grow(byte[] leaf) {
        tree.append(leaf, stored::inner);
        note();
    }

    private void note() {
        if (checkpoint != null && tree.size() == checkpoint.size()) {
            atCheckpoint = tree.root();
        }
    }

    /** A record of this log in the WAL; those that are archived too must be the same. */
    void record(WalRecord record, String file, long offset) {
        if (cut) {
            return;
        }
        long index = record.index();
        long expected = nextInWal >= 0 ? nextInWal : Math.min(index, tree.size());
        if (index != expected) {
            damages.accept(Damage.at(
                    file,
                    offset,
                    "entry " + index + " of " + archive.origin() + " stands where entry " + expected
                            + " belongs; a segment of the WAL is missing"));
            cut = true;
            return;
        }
        nextInWal = index + 1;
        var leaf = hasher.leaf(record.entry().shared());
        if (index == tree.size()) {
            grow(leaf);
        } else {
            var before = stored.leaf(index);
            if (index < archive.size() && before != null && !Arrays.equals(before, leaf)) {
                damages.accept(Damage.at(
                        file,
                        offset,
                        "entry " + index + " of " + archive.origin() + " is another one than in the archive"));
            }
        }
    }

    /** Judges the checkpoint, once all entries were seen. */
    Fsck.Log judge(Optional<CheckpointKeys> keys) {
        if (checkpoint != null) {
            judge(checkpoint, keys);
        }
        return new Fsck.Log(
                archive.origin(),
                tree.size(),
                archive.size(),
                checkpoint == null ? 0 : checkpoint.size(),
                checkpoint != null && keys.isPresent(),
                archive.ended());
    }

    private void judge(Checkpoint head, Optional<CheckpointKeys> keys) {
        var file = LedgerFiles.checkpoint(number);
        if (!head.origin().equals(archive.origin())) {
            damages.accept(Damage.of(file, "it is a checkpoint of " + head.origin() + ", not of " + archive.origin()));
            return;
        }
        if (keys.isPresent() && !keys.get().verifies(head)) {
            damages.accept(Damage.of(file, "its signature is not of the key of " + archive.origin()));
            return;
        }
        if (atCheckpoint == null) {
            if (!cut) {
                damages.accept(Damage.of(
                        file,
                        archive.origin() + " has signed " + head.size() + " entries, and entries " + tree.size()
                                + " to " + (head.size() - 1) + " can't be found"));
            }
        } else if (!atCheckpoint.equals(head.root())) {
            damages.accept(Damage.of(
                    file,
                    "the first " + head.size() + " entries of " + archive.origin()
                            + " have another root than the one that was signed"));
        }
    }
}

package org.tocsin.ledger.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Tiles;

/** Hashes the archived entries of a log anew and holds every stored hash against that. Memory is one bundle's. */
public final class ArchiveCheck {
    private final Archive archive;
    private final Consumer<Damage> damages;
    private final Hasher hasher = new Hasher();

    public ArchiveCheck(Archive archive, Consumer<Damage> damages) {
        this.archive = archive;
        this.damages = damages;
    }

    /** Takes the hash of each leaf, in order. */
    @FunctionalInterface
    public interface Leaves {
        /** Takes the next leaf. */
        void leaf(byte[] hash);
    }

    /**
     * Hands out the leaves; those of damaged entries as their tiles say, so that the rest of the tree can be judged.
     *
     * @return false if leaves were lost and it ended there
     */
    public boolean run(Leaves leaves) {
        for (long bundle = 0; bundle * Tiles.WIDTH < archive.size(); bundle++) {
            var stored = stored(bundle);
            var hashed = hashed(bundle);
            if (stored != null && hashed != null) {
                compare(bundle, hashed, stored);
            }
            var good = stored == null ? hashed : stored;
            if (good == null) {
                return false;
            }
            good.forEach(leaves::leaf);
        }
        return true;
    }

    /** Holds an inner node that the tree has completed against the one that is stored; the others are not. */
    public void inner(int level, long index, byte[] hash) {
        if (level == 0 || level % Tiles.HEIGHT != 0 || index >= archive.size() >>> level) {
            return;
        }
        int height = level / Tiles.HEIGHT;
        int place = (int) (index % Tiles.WIDTH);
        try {
            if (!Arrays.equals(archive.node(level, index), hash)) {
                damages.accept(Damage.at(
                        archive.tilePath(height, index / Tiles.WIDTH),
                        (long) place * Hasher.SIZE,
                        "hash " + index + " of level " + level + " does not follow from the level below"));
            }
        } catch (Rejection | UncheckedIOException e) {
            if (place == 0) { // said once for a tile
                damages.accept(Damage.of(archive.tilePath(height, index / Tiles.WIDTH), reason(e)));
            }
        }
    }

    /** Hash of an archived entry as its tile says; null if that can't be read. */
    public byte @Nullable [] leaf(long index) {
        try {
            return archive.node(0, index);
        } catch (Rejection | UncheckedIOException e) {
            return null;
        }
    }

    private @Nullable List<byte[]> stored(long tile) {
        try {
            var hashes = new ArrayList<byte[]>();
            long first = tile * Tiles.WIDTH;
            for (int i = 0; i < Tiles.width(0, tile, archive.size()); i++) {
                hashes.add(archive.node(0, first + i));
            }
            return hashes;
        } catch (Rejection | UncheckedIOException e) {
            damages.accept(Damage.of(archive.tilePath(0, tile), reason(e)));
            return null;
        }
    }

    private @Nullable List<byte[]> hashed(long bundle) {
        try {
            return archive.entries(bundle * Tiles.WIDTH, Tiles.WIDTH).stream()
                    .map(entry -> hasher.leaf(entry.shared()))
                    .toList();
        } catch (Rejection | IOException e) {
            long first = bundle * Tiles.WIDTH;
            long last = Math.min(archive.size(), first + Tiles.WIDTH) - 1;
            damages.accept(
                    Damage.of(archive.bundlePath(bundle), reason(e) + "; it holds entries " + first + " to " + last));
            return null;
        }
    }

    private void compare(long bundle, List<byte[]> hashed, List<byte[]> stored) {
        for (int i = 0; i < stored.size(); i++) {
            if (!Arrays.equals(hashed.get(i), stored.get(i))) {
                damages.accept(Damage.at(
                        archive.bundlePath(bundle),
                        offset(bundle, i),
                        "entry " + (bundle * Tiles.WIDTH + i) + " does not fit its hash, which stands in "
                                + archive.tilePath(0, bundle) + " at byte " + (long) i * Hasher.SIZE));
            }
        }
    }

    /** Where an entry begins in its bundle. */
    private long offset(long bundle, int place) {
        try {
            return archive.entries(bundle * Tiles.WIDTH, place).stream()
                    .mapToLong(ArchiveCheck::sizeOf)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sizeOf(Bytes entry) {
        return (long) Short.BYTES + entry.size();
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : e;
        return switch (cause) {
            case NoSuchFileException _ -> "it is missing";
            case Rejection refused -> refused.detail();
            default -> String.valueOf(cause.getMessage());
        };
    }
}

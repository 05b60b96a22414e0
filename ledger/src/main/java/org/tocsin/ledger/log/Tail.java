package org.tocsin.ledger.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.ledger.merkle.Frontier;

/** The right edge of a tree, hashes of all levels that the archive does not have yet. One thread at a time. */
final class Tail {
    private final Frontier frontier;
    private final List<Row> rows = new ArrayList<>();
    private long archived;

    /** Begins where the archive ends. */
    Tail(Frontier frontier) {
        this.frontier = frontier;
        this.archived = frontier.size();
    }

    Frontier frontier() {
        return frontier;
    }

    void append(byte[] leaf) {
        frontier.append(leaf, (level, index, hash) -> {
            while (rows.size() <= level) {
                rows.add(new Row(archived >>> rows.size()));
            }
            rows.get(level).hashes.add(hash);
        });
    }

    /** Hash of a complete subtree, or null if the archive has it. */
    byte @Nullable [] node(int level, long index) {
        if (index < archived >>> level) {
            return null;
        }
        var row = rows.get(level);
        return row.hashes.get((int) (index - row.base));
    }

    /** Hashes of the leaves from the archive's end to {@code to}. */
    List<byte[]> leaves(long to) {
        return to == archived ? List.of() : List.copyOf(rows.getFirst().hashes.subList(0, (int) (to - archived)));
    }

    /** Forgets what the archive has now. */
    void trim(long size) {
        archived = size;
        for (int level = 0; level < rows.size(); level++) {
            var row = rows.get(level);
            int done = (int) Math.min((size >>> level) - row.base, row.hashes.size());
            row.hashes.subList(0, done).clear();
            row.base += done;
        }
    }

    /** Consecutive hashes of one level. */
    private static final class Row {
        private final List<byte[]> hashes = new ArrayList<>();
        private long base;

        Row(long base) {
            this.base = base;
        }
    }
}

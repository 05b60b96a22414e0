package org.tocsin.ledger.follow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Digest;

/** The last sizes and roots of a followed log, to compare with what others were told. Source: FORMATS. One thread at a time. */
public final class Heads {
    /** How many a follower keeps. */
    public static final int KEPT = 4_096;

    private final Deque<Head> heads = new ArrayDeque<>();

    /** A size with the root that its owner has shown here. */
    public record Head(long size, Digest root) {}

    /** Notes a head; a size that is not above the last is known already. */
    public void note(long size, Digest root) {
        var last = heads.peekLast();
        if (last != null && last.size() >= size) {
            return;
        }
        heads.addLast(new Head(size, root));
        if (heads.size() > KEPT) {
            heads.removeFirst();
        }
    }

    /** The root at this size; empty if it was never shown here or is forgotten. */
    public Optional<Digest> rootAt(long size) {
        return heads.stream()
                .filter(head -> head.size() == size)
                .map(Head::root)
                .findFirst();
    }

    /** Oldest first. */
    public List<Head> all() {
        return List.copyOf(heads);
    }
}

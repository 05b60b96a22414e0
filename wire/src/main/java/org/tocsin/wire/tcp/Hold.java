package org.tocsin.wire.tcp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments of one direction that came before what precedes them. Of bytes that came twice the first are believed, but for a segment that
 * a later one covers as a whole, as Linux does it; when it is full the farthest give way, so that nobody closes it with numbers that the receiver will never come to.
 */
public final class Hold {
    static final int SEGMENTS = 512;
    static final int BYTES = 16 << 10;

    /** In the order of their coming. */
    private final List<Segment> kept = new ArrayList<>();

    private int size;

    /** Keeps a copy of a segment that lies beyond {@code next}. */
    public void add(Segment segment, int next) {
        if (segment.payloadCaptured() > BYTES) {
            return;
        }
        for (int i = kept.size() - 1; i >= 0; i--) {
            var one = kept.get(i);
            if (segment.sequence() - one.sequence() <= 0 && one.end() - segment.end() <= 0) {
                drop(one);
            }
        }
        kept.add(segment.kept());
        size += segment.payloadCaptured();
        while (kept.size() > SEGMENTS || size > BYTES) {
            drop(farthest(next));
        }
    }

    private Segment farthest(int next) {
        var farthest = kept.getFirst();
        for (var one : kept) {
            if (one.sequence() - next > farthest.sequence() - next) {
                farthest = one;
            }
        }
        return farthest;
    }

    private void drop(Segment one) {
        kept.remove(one);
        size -= one.payloadCaptured();
    }

    /** Takes out what goes on at {@code next}; null if nothing does. */
    public @Nullable Segment take(int next) {
        for (int i = 0; i < kept.size(); i++) {
            var one = kept.get(i);
            if (one.end() - next <= 0) {
                drop(one);
                i--;
            } else if (one.sequence() - next <= 0) {
                return cut(one.from(next), i);
            }
        }
        return null;
    }

    /** Ends where one begins that came earlier. What is behind stays for the next time. */
    private Segment cut(Segment one, int cameAt) {
        var cut = one;
        for (var earlier : kept.subList(0, cameAt)) {
            if (earlier.sequence() - cut.end() < 0) {
                cut = cut.until(earlier.sequence());
            }
        }
        return cut;
    }

    /** Bytes that are held. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The lowest sequence number that is held, if anything is. */
    public int first() {
        int first = kept.getFirst().sequence();
        for (var one : kept) {
            first = one.sequence() - first < 0 ? one.sequence() : first;
        }
        return first;
    }
}

package org.tocsin.federation.frame;

import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Finds the end of a CBOR item in a stream that arrives in pieces, looking at each byte once. Whether the item is deterministic
 * is for the decoder; here only its extent matters, bounded in size and depth. Source: RFC 8949 section 3, RFC 8742.
 */
final class ItemScanner {
    private static final int MOST_DEPTH = 32;

    private final long[] open = new long[MOST_DEPTH];
    private int depth;
    private int headLeft;
    private int major;
    private long value;
    private long skip;
    private int seen;

    /**
     * Looks at bytes from {@code from} to {@code to}.
     *
     * @return the position behind the item's last byte, or -1 if more bytes are needed
     */
    int scan(byte[] buffer, int from, int to, Limit size) {
        int at = from;
        while (at < to) {
            if (skip > 0) {
                int step = (int) Math.min(skip, to - at);
                skip -= step;
                at += step;
                count(step, size);
            } else {
                octet(buffer[at++] & 0xff, size);
            }
            if (skip == 0 && headLeft == 0 && complete()) {
                seen = 0;
                return at;
            }
        }
        return -1;
    }

    private void count(int bytes, Limit size) {
        seen += bytes;
        size.check(seen);
    }

    private void octet(int octet, Limit size) {
        count(1, size);
        if (headLeft > 0) {
            value = value << 8 | octet;
            if (--headLeft == 0) {
                head(size);
            }
            return;
        }
        major = octet >> 5;
        int info = octet & 31;
        if (info > 27) {
            throw new Rejection("frame.length", "indefinite and reserved lengths do not belong here");
        }
        value = info < 24 ? info : 0;
        headLeft = info < 24 ? 0 : 1 << (info - 24);
        if (headLeft == 0) {
            head(size);
        }
    }

    private void head(Limit size) {
        if (major == 2 || major == 3) {
            skip = size.check(value);
        } else if (major == 4 || major == 5) {
            long items = major == 5 ? 2 * size.check(value) : size.check(value);
            if (items > 0) {
                if (depth == MOST_DEPTH) {
                    throw new Rejection("frame.depth", "more than " + MOST_DEPTH + " levels");
                }
                open[depth++] = items + 1;
            }
        } else if (major == 6) {
            throw new Rejection("frame.tag", "tags do not belong here");
        }
    }

    /** An item has just ended; true if it was the outermost. */
    private boolean complete() {
        while (depth > 0) {
            if (--open[depth - 1] > 0) {
                return false;
            }
            depth--;
        }
        return true;
    }
}

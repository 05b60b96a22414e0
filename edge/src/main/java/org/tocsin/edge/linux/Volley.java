package org.tocsin.edge.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Messages that go out with one call, again and again: an array of struct mmsghdr, each with one struct iovec; see sendmmsg(2). Lives as
 * long as the arena that it was made in.
 */
public record Volley(MemorySegment messages, int size) {
    private static final long HEADER = 64;
    private static final long VECTOR = 16;
    /** Where a header has its vectors and their number, on every 64-bit machine. */
    private static final long VECTORS_AT = 16;

    private static final long COUNT_AT = 24;

    public static Volley of(List<byte[]> frames, Arena arena) {
        var messages = arena.allocate(HEADER * frames.size(), 8);
        var vectors = arena.allocate(VECTOR * frames.size(), 8);
        for (int i = 0; i < frames.size(); i++) {
            var frame = arena.allocateFrom(JAVA_BYTE, frames.get(i));
            var vector = vectors.asSlice(VECTOR * i, VECTOR);
            vector.set(ADDRESS, 0, frame);
            vector.set(JAVA_LONG, 8, frame.byteSize());
            messages.set(ADDRESS, HEADER * i + VECTORS_AT, vector);
            messages.set(JAVA_LONG, HEADER * i + COUNT_AT, 1);
        }
        return new Volley(messages, frames.size());
    }
}

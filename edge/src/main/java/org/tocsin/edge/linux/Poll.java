package org.tocsin.edge.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Waits for several sockets at once; see poll(2). */
public final class Poll implements AutoCloseable {
    static final int TRUNCATED = 0x20;
    static final int NOW = 0x40;
    private static final int ENTRY = 8;

    private final Arena arena = Arena.ofShared();
    private MemorySegment entries = MemorySegment.NULL;
    private int count;

    /** Looks at these from now on. */
    public void watch(List<Socket> sockets) {
        count = sockets.size();
        if (entries.byteSize() < (long) count * ENTRY) {
            entries = arena.allocate((long) count * ENTRY, 8);
        }
        for (int i = 0; i < count; i++) {
            entries.set(JAVA_INT, (long) i * ENTRY, sockets.get(i).descriptor());
            entries.set(JAVA_SHORT, (long) i * ENTRY + 4, (short) (Socket.POLL_IN | Socket.POLL_ERROR));
            entries.set(JAVA_SHORT, (long) i * ENTRY + 6, (short) 0);
        }
    }

    /** Waits until one has something, or so long; how many have. */
    public int await(int millis) {
        return Math.max(0, Libc.poll(entries, count, millis));
    }

    /** What the socket at that place of the list had. */
    public int events(int index) {
        return entries.get(JAVA_SHORT, (long) index * ENTRY + 6);
    }

    @Override
    public void close() {
        arena.close();
    }
}

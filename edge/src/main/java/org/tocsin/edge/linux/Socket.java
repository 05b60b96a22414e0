package org.tocsin.edge.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A kernel socket that the JDK has no class for. What the kernel refuses is a {@code linux.*} rejection. Not thread-safe. */
public final class Socket implements AutoCloseable {
    public static final int POLL_IN = 1;
    public static final int POLL_ERROR = 8;

    private static final int CLOSE_ON_EXEC = 0x8_0000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;

    private final int fd;
    private final List<MemorySegment> mapped = new ArrayList<>();
    private boolean closed;

    private Socket(int fd) {
        this.fd = fd;
    }

    /** Opens one; see socket(2). */
    public static Socket open(int domain, int type, int protocol) {
        return new Socket(Errno.check("socket", Libc.socket(domain, type | CLOSE_ON_EXEC, protocol)));
    }

    public void bind(byte[] address) {
        try (var arena = Arena.ofConfined()) {
            Errno.check("bind", Libc.bind(fd, arena.allocateFrom(JAVA_BYTE, address)));
        }
    }

    /** The address that it is bound to, as the kernel tells it. */
    public byte[] name() {
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(128);
            var size = arena.allocateFrom(JAVA_INT_UNALIGNED, 128);
            Errno.check("getsockname", Libc.getsockname(fd, address, size));
            return address.asSlice(0, Math.min(128, size.get(JAVA_INT_UNALIGNED, 0)))
                    .toArray(JAVA_BYTE);
        }
    }

    /** Sets an option; answers 0 or {@code -errno}, for options that an older kernel may not know. */
    public int trySet(int level, int option, byte[] value) {
        try (var arena = Arena.ofConfined()) {
            return Libc.setsockopt(fd, level, option, arena.allocateFrom(JAVA_BYTE, value));
        }
    }

    public void set(int level, int option, byte[] value) {
        Errno.check("setsockopt " + level + "/" + option, trySet(level, option, value));
    }

    /** Sets an option whose value points to an array behind it: struct sock_fprog, a count and an address. */
    public void setPointing(int level, int option, int count, byte[] array) {
        try (var arena = Arena.ofConfined()) {
            var behind = arena.allocateFrom(JAVA_BYTE, array);
            var value = arena.allocate(16, 8);
            value.set(JAVA_SHORT_UNALIGNED, 0, (short) count);
            value.set(ADDRESS, 8, behind);
            Errno.check("setsockopt " + level + "/" + option, Libc.setsockopt(fd, level, option, value));
        }
    }

    /** Reads an option of up to that many bytes. */
    public byte[] get(int level, int option, int size) {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(size, 8);
            var length = arena.allocateFrom(JAVA_INT_UNALIGNED, size);
            Errno.check("getsockopt " + level + "/" + option, Libc.getsockopt(fd, level, option, value, length));
            return value.asSlice(0, Math.min(size, length.get(JAVA_INT_UNALIGNED, 0)))
                    .toArray(JAVA_BYTE);
        }
    }

    /** What went wrong since it was last asked: 0 or an errno. */
    public int error() {
        return Ints.first(get(SOL_SOCKET, SO_ERROR, 4));
    }

    /** Maps what the kernel shares through it; gone when it is closed. */
    public MemorySegment map(long size) {
        var memory = Libc.mmap(fd, size);
        mapped.add(memory);
        return memory;
    }

    /** Sends; the number of bytes taken, or {@code -errno}. */
    public long send(MemorySegment bytes) {
        return Libc.send(fd, bytes, 0);
    }

    /** Sends a volley in order; how many of it were taken, or {@code -errno}. */
    public int send(Volley volley) {
        return Libc.sendmmsg(fd, volley.messages(), volley.size(), 0);
    }

    /** Waits for one message; its size, or {@code -errno}. A message larger than the segment tells its real size. */
    public long receive(MemorySegment into) {
        return Libc.recv(fd, into, Poll.TRUNCATED);
    }

    /** As {@link #receive}, without waiting: {@code -EAGAIN} if there is none. */
    public long receiveNow(MemorySegment into) {
        return Libc.recv(fd, into, Poll.TRUNCATED | Poll.NOW);
    }

    int descriptor() {
        return fd;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            mapped.forEach(Libc::munmap);
            Libc.close(fd);
        }
    }
}

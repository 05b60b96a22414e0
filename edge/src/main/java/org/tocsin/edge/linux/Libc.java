package org.tocsin.edge.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Rejection;

/**
 * System calls as they stand in the manual, section 2, answering as the kernel does: a result, or {@code -errno}. Nothing is
 * looked up before the first call, so that other systems get a refusal by name ({@code linux.platform}) and no link error.
 */
@SuppressWarnings("restricted")
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle NAME = call("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SET =
            call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GET =
            call("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SEND = call("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SEND_MANY = call("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECEIVE = call("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle POLL = call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle MAP =
            call("mmap", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle UNMAP = call("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle INDEX = call("if_nametoindex", JAVA_INT, ADDRESS);
    private static final MethodHandle ALL_NAMES = call("if_nameindex", ADDRESS);
    private static final MethodHandle FREE_NAMES = link("if_freenameindex", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle UNSHARE = call("unshare", JAVA_INT, JAVA_INT);
    private static final MethodHandle THREAD = call("gettid", JAVA_INT);

    private static final int READ_WRITE = 3;
    private static final int SHARED = 1;
    private static final long NAME_ENTRY = 16;
    private static final int MOST_INTERFACES = 4_096;

    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Libc() {}

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle link(String name, FunctionDescriptor shape) {
        if (!Linux.isHere()) {
            throw new Rejection(
                    "linux.platform", "this needs Linux; on " + System.getProperty("os.name") + " read a pipe");
        }
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    private static long answer(long result, MemorySegment state) {
        return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static IllegalStateException broken(Throwable thrown) {
        return new IllegalStateException("a call into the C library itself does not throw", thrown);
    }

    static int socket(int domain, int type, int protocol) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) SOCKET.invokeExact(state, domain, type, protocol), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(int fd, MemorySegment address) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) BIND.invokeExact(state, fd, address, (int) address.byteSize()), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockname(int fd, MemorySegment address, MemorySegment size) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) NAME.invokeExact(state, fd, address, size), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setsockopt(int fd, int level, int option, MemorySegment value) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) SET.invokeExact(state, fd, level, option, value, (int) value.byteSize()), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment size) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) GET.invokeExact(state, fd, level, option, value, size), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int sendmmsg(int fd, MemorySegment messages, int count, int flags) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) SEND_MANY.invokeExact(state, fd, messages, count, flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static long send(int fd, MemorySegment bytes, int flags) {
        var state = CAPTURED.get();
        try {
            return answer((long) SEND.invokeExact(state, fd, bytes, bytes.byteSize(), flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static long recv(int fd, MemorySegment bytes, int flags) {
        var state = CAPTURED.get();
        try {
            return answer((long) RECEIVE.invokeExact(state, fd, bytes, bytes.byteSize(), flags), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int poll(MemorySegment descriptors, long count, int millis) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) POLL.invokeExact(state, descriptors, count, millis), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void close(int fd) {
        try {
            var _ = (int) CLOSE.invokeExact(CAPTURED.get(), fd);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** The mapped bytes, read and written; refused ({@code linux.*}) where the kernel does. */
    static MemorySegment mmap(int fd, long size) {
        var state = CAPTURED.get();
        long address;
        try {
            address = answer((long) MAP.invokeExact(state, 0L, size, READ_WRITE, SHARED, fd, 0L), state);
        } catch (Throwable e) {
            throw broken(e);
        }
        if (address < 0 && address > -4096) {
            throw Errno.refusal("mmap", (int) -address);
        }
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    static void munmap(MemorySegment mapped) {
        try {
            var _ = (int) UNMAP.invokeExact(CAPTURED.get(), mapped.address(), mapped.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int index(MemorySegment name) {
        try {
            return (int) INDEX.invokeExact(CAPTURED.get(), name);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Names of all interfaces, those without an address too, which the JDK does not list. */
    static List<String> names() {
        var names = new ArrayList<String>();
        try {
            var array = (MemorySegment) ALL_NAMES.invokeExact(CAPTURED.get());
            if (array.address() == 0) {
                return names;
            }
            var entries = array.reinterpret(NAME_ENTRY * (MOST_INTERFACES + 1));
            for (int i = 0; i < MOST_INTERFACES && entries.get(JAVA_INT, i * NAME_ENTRY) != 0; i++) {
                names.add(
                        entries.get(ADDRESS, i * NAME_ENTRY + 8).reinterpret(16).getString(0));
            }
            FREE_NAMES.invokeExact(CAPTURED.get(), array);
        } catch (Throwable e) {
            throw broken(e);
        }
        return names;
    }

    static int unshare(int what) {
        var state = CAPTURED.get();
        try {
            return (int) answer((int) UNSHARE.invokeExact(state, what), state);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int gettid() {
        try {
            return (int) THREAD.invokeExact(CAPTURED.get());
        } catch (Throwable e) {
            throw broken(e);
        }
    }
}

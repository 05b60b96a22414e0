package org.tocsin.edge.linux;

import java.lang.foreign.Arena;
import java.util.List;

/** What this machine is and has. */
public final class Linux {
    private static final int NEW_NETWORK = 0x4000_0000;

    private Linux() {}

    /** Whether these calls exist on this machine. */
    public static boolean isHere() {
        return "Linux".equals(System.getProperty("os.name"));
    }

    /** The number of a network interface, 0 if there is none of that name. */
    public static int interfaceIndex(String name) {
        try (var arena = Arena.ofConfined()) {
            return Libc.index(arena.allocateFrom(name));
        }
    }

    /** The names of all network interfaces, sorted. */
    public static List<String> interfaces() {
        return Libc.names().stream().sorted().toList();
    }

    /**
     * Moves the calling thread, and the threads and processes that it starts from now on, into a network of its own that has no
     * way out; for rehearsals on real interfaces. Needs CAP_SYS_ADMIN.
     *
     * @return whether the kernel let it
     */
    public static boolean leaveTheNetwork() {
        return Libc.unshare(NEW_NETWORK) == 0;
    }

    /** The number by which the kernel knows the calling thread. */
    public static int threadId() {
        return Libc.gettid();
    }
}

package org.tocsin.wire.capture;

import org.tocsin.kernel.Rejection;

/** Link types that are covered, by their numbers in the registry of tcpdump.org. */
public final class LinkType {
    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    /** Raw IP as some systems write it into files. */
    public static final int RAW_BSD = 12;

    public static final int RAW = 101;
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}

    public static boolean covered(int link) {
        return switch (link) {
            case NULL, ETHERNET, RAW_BSD, RAW, LOOP, LINUX_SLL, IPV4, IPV6, LINUX_SLL2 -> true;
            default -> false;
        };
    }

    static Rejection refusal(int link) {
        return new Rejection(
                "capture.link-type",
                "link type " + link + " is not covered; Ethernet (1), raw IP (101, 228, 229), Linux cooked (113, 276)"
                        + " and loopback (0, 108) are");
    }
}

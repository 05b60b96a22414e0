package org.tocsin.wire.ssdp;

import org.jspecify.annotations.Nullable;
import org.tocsin.wire.http.HttpHead;

/**
 * One SSDP message.
 *
 * @param kind what it does
 * @param target the service or device type (NT, ST), empty for none
 * @param name the unique service name (USN), empty for none
 * @param server operating system and product as the device names them, empty for none
 * @param location where its description lies, empty for none
 */
public record SsdpMessage(Kind kind, String target, String name, String server, String location) {
    public static final int PORT = 1900;

    /** What a message does. */
    public enum Kind {
        SEARCH,
        ALIVE,
        BYE,
        ANSWER
    }

    /** Whether a message asks, by its first byte alone: M-SEARCH, where others begin with NOTIFY or HTTP. */
    public static boolean searches(byte[] bytes, int at, int size) {
        return size > 0 && bytes[at] == 'M';
    }

    /** Reads a message; null if it is none. */
    public static @Nullable SsdpMessage read(byte[] bytes, int at, int size) {
        var head = HttpHead.read(bytes, at, size);
        var kind = head == null ? null : kind(head);
        if (head == null || kind == null) {
            return null;
        }
        var target = head.header("nt");
        return new SsdpMessage(
                kind,
                target.isEmpty() ? head.header("st") : target,
                head.header("usn"),
                head.header("server"),
                head.header("location"));
    }

    private static @Nullable Kind kind(HttpHead head) {
        if (head.status() > 0) {
            return head.header("st").isEmpty() ? null : Kind.ANSWER;
        }
        return switch (head.method()) {
            case "M-SEARCH" -> Kind.SEARCH;
            case "NOTIFY" -> head.header("nts").equals("ssdp:byebye") ? Kind.BYE : Kind.ALIVE;
            default -> null;
        };
    }
}

package org.tocsin.detection.detector;

import java.util.stream.Collectors;
import org.tocsin.detection.Traits;
import org.tocsin.wire.dhcp.DhcpMessage;

/**
 * What one device has said of itself. Part of its state and bounded like the rest of it: so many texts of a sort, the newest, each of
 * at most {@value #LENGTH} characters, and so many characters in all of a sort.
 */
final class Portrait {
    static final int LENGTH = 64;
    /** What it may say in a minute; more is not read, so that a chatterer costs no more than another. */
    private static final int A_MINUTE = 120;

    private static final long MINUTE = 60_000_000_000L;
    /** Announcements and greetings of one device that are told apart: its services, and whom it calls. */
    private static final int HEARD = 16;

    private String hostName = "";
    private String vendorClass = "";
    private String wishes = "";
    private final Shelf names = new Shelf(4, 128);
    private final Shelf services = new Shelf(16, 192);
    private final Shelf software = new Shelf(4, 160);
    private final Shelf tls = new Shelf(4, 147);
    private final Shelf calls = new Shelf(8, 192);
    private final Shelf weaknesses = new Shelf(4, 160);
    /**
     * The latest announcements, as {@link Mix#bytes}: devices repeat a handful of them for ever, and reading them again was 40 % of
     * all of detection's work. Who makes one that is taken for another hides words that he could as well have left unsaid.
     */
    private final long[] heard = new long[HEARD];

    private int heardNext;
    private long since;
    private int said;

    /** Whether it may say one thing more now. */
    boolean listens(long now) {
        if (now - since > MINUTE) {
            since = now;
            said = 0;
        }
        return said++ < A_MINUTE;
    }

    /** Whether this announcement is one of the latest that were read. */
    boolean heard(long announcement) {
        for (long known : heard) {
            if (known == announcement) {
                return true;
            }
        }
        return false;
    }

    void hear(long announcement) {
        heard[heardNext] = announcement;
        heardNext = (heardNext + 1) % HEARD;
    }

    void asks(DhcpMessage message) {
        hostName = message.hostName().isEmpty() ? hostName : cut(message.hostName());
        vendorClass = message.vendorClass().isEmpty() ? vendorClass : cut(message.vendorClass());
        wishes = message.wishes().isEmpty()
                ? wishes
                : cut(message.wishes().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    void name(String name) {
        names.add(cut(name));
    }

    void service(String service) {
        services.add(cut(service));
    }

    void software(String product) {
        software.add(cut(product));
    }

    void tls(String fingerprint) {
        tls.add(cut(fingerprint));
    }

    void calls(String server) {
        calls.add(cut(server));
    }

    void weakness(String what) {
        weaknesses.add(cut(what));
    }

    private static String cut(String text) {
        var stripped = text.strip().replace(Shelf.BREAK, ' ').strip();
        return stripped.length() > LENGTH ? stripped.substring(0, LENGTH) : stripped;
    }

    Traits traits() {
        return new Traits(
                hostName,
                vendorClass,
                wishes,
                names.list(),
                services.list(),
                software.list(),
                tls.list(),
                calls.list(),
                weaknesses.list());
    }
}

package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tocsin.detection.Traits;
import org.tocsin.wire.dhcp.DhcpMessage;

/** What one device has said of itself. Bounded: at most {@value #TEXTS} texts of {@value #LENGTH} characters, the newest of each sort. */
final class Portrait {
    static final int TEXTS = 39;
    static final int LENGTH = 64;
    private static final int FEW = 4;
    private static final int MANY = 8;
    private static final int SERVICES = 16;
    /** What it may say in a minute; more is not read, so that a chatterer costs no more than another. */
    private static final int A_MINUTE = 120;

    private static final long MINUTE = 60_000_000_000L;

    private String hostName = "";
    private String vendorClass = "";
    private String wishes = "";
    private final List<String> names = new ArrayList<>(0);
    private final List<String> services = new ArrayList<>(0);
    private final List<String> software = new ArrayList<>(0);
    private final List<String> tls = new ArrayList<>(0);
    private final List<String> calls = new ArrayList<>(0);
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

    void asks(DhcpMessage message) {
        hostName = message.hostName().isEmpty() ? hostName : cut(message.hostName());
        vendorClass = message.vendorClass().isEmpty() ? vendorClass : cut(message.vendorClass());
        wishes = message.wishes().isEmpty()
                ? wishes
                : cut(message.wishes().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    void name(String name) {
        add(names, name, FEW);
    }

    void service(String service) {
        add(services, service, SERVICES);
    }

    void software(String product) {
        add(software, product, FEW);
    }

    void tls(String fingerprint) {
        add(tls, fingerprint, FEW);
    }

    void calls(String server) {
        add(calls, server, MANY);
    }

    private static void add(List<String> texts, String text, int most) {
        var kept = cut(text);
        if (kept.isEmpty() || texts.contains(kept)) {
            return;
        }
        if (texts.size() == most) {
            texts.removeFirst();
        }
        texts.add(kept);
    }

    private static String cut(String text) {
        var stripped = text.strip();
        return stripped.length() > LENGTH ? stripped.substring(0, LENGTH) : stripped;
    }

    Traits traits() {
        return new Traits(hostName, vendorClass, wishes, names, services, software, tls, calls);
    }
}

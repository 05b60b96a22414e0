package org.tocsin.node.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tocsin.edge.EdgeSettings;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Listens;
import org.tocsin.node.Listens.Listen;
import org.tocsin.node.NodeSettings;
import org.tocsin.node.Preflight;
import org.tocsin.node.home.Home;

/** Looks at a machine and a home folder without a running node, and changes nothing. */
public final class Doctor {
    private static final int SYNCS = 40;
    private static final int PAGE = 4_096;
    private static final double SLOW_SYNC_MS = 50;
    private static final long LITTLE_SPACE = 1L << 30;
    private static final Instant SANE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;

    private final Home home;
    private final Map<String, String> environment;
    private final Clock clock;

    public Doctor(Home home, Map<String, String> environment, Clock clock) {
        this.home = home;
        this.environment = environment;
        this.clock = clock;
    }

    /** Everything that can be seen from outside a node, worst things where they belong, in a fixed order. */
    public List<Check> examine() {
        var checks = new ArrayList<Check>();
        checks.add(clock());
        checks.addAll(capabilities());
        checks.add(founded());
        if (home.isFounded()) {
            checks.add(settings());
            checks.addAll(enforcers());
            checks.addAll(broker());
            checks.addAll(kernel());
            checks.add(unsealing());
            checks.add(permissions());
            checks.add(space());
            checks.add(syncs());
        }
        return checks;
    }

    private Check clock() {
        var now = clock.now();
        return now.isBefore(SANE)
                ? Check.bad("clock", "the clock says " + now, "set it; certificates and tokens are judged by it")
                : Check.good("clock", "the clock says " + now);
    }

    /** Read from the kernel's own words; elsewhere than on Linux nothing is said. */
    private static List<Check> capabilities() {
        var status = Path.of("/proc/self/status");
        try {
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith("CapEff:")) {
                    long effective = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                    return List.of(
                            capability(effective, CAP_NET_RAW, "CAP_NET_RAW", "read packets from a live interface"),
                            capability(effective, CAP_NET_ADMIN, "CAP_NET_ADMIN", "fill the kernel's block sets"));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
        return List.of();
    }

    private static Check capability(long effective, int bit, String name, String use) {
        return (effective >>> bit & 1) == 1
                ? Check.good(name, "this user may " + use)
                : Check.note(
                        name, "this user may not " + use, "not needed by a tap that reads a pipe, nor by the relay");
    }

    private Check founded() {
        return home.isFounded()
                ? Check.good("home", home.folder() + " is a node's home")
                : Check.bad(
                        "home",
                        home.folder() + " is no node's home",
                        "tocsin node init --home " + home.folder() + " --org YOUR.DOMAIN");
    }

    private Check settings() {
        try {
            var faults = Preflight.of(read()).stream()
                    .filter(fault -> !fault.key().equals(Preflight.KERNEL)) // a check of its own
                    .map(Preflight.Fault::why)
                    .toList();
            return faults.isEmpty()
                    ? Check.good("settings", "good")
                    : Check.bad(
                            "settings",
                            faults.stream().map(Rejection::getMessage).collect(Collectors.joining("; ")),
                            "mend " + home.settings() + ", or what it names");
        } catch (Rejection refused) {
            return Check.bad("settings", refused.getMessage(), "mend " + home.settings());
        }
    }

    private NodeSettings read() {
        return NodeSettings.of(home, environment);
    }

    /** Whether a node is at work on the home, be it one that answers nobody yet. Asks for a shared lock and lets it go at once. */
    public boolean isHeld() {
        try (var lock = FileChannel.open(home.state().resolve(Home.LOCK), StandardOpenOption.READ)) {
            return lock.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    /** What a node would do if it were started here and now. One that runs may do otherwise: it must be asked. */
    public List<Check> wouldDo() {
        if (!home.isFounded()) {
            return List.of();
        }
        var checks = new ArrayList<Check>();
        tap().ifPresent(checks::add);
        checks.addAll(listens());
        return checks;
    }

    private Optional<Check> tap() {
        try {
            var tap = read().packets();
            return Optional.of(
                    tap.isEmpty()
                            ? Check.note(
                                    "tap",
                                    "no tap is set, so no packets would be seen",
                                    "docs/deploy.md: where packets come from")
                            : Check.good("tap", "a node would read " + tap));
        } catch (Rejection saidOfTheSettings) {
            return Optional.empty();
        }
    }

    /** Who carries verdicts out on this machine; nobody is no fault, and must be known. */
    private List<Check> enforcers() {
        try {
            var edge = read().edge();
            var checks = new ArrayList<Check>();
            if (!edge.mqtt().enabled() && !edge.kernel().enforce()) {
                checks.add(Check.note(
                        "enforcers",
                        "nothing here carries verdicts out: no MQTT relay, no kernel sets",
                        "set edge.mqtt or edge.kernel.enforce, or let a firewall take the feed: docs/deploy.md"));
            }
            checks.add(holding(edge));
            return checks;
        } catch (Rejection saidOfTheSettings) {
            return List.of();
        }
    }

    /** A firewall that takes the feed holds attackers back, and no device of ours: who reads the line above alone is misled. */
    private static Check holding(EdgeSettings edge) {
        var holders = new ArrayList<String>();
        if (edge.kernel().enforce()) {
            holders.add("kernel");
        }
        if (edge.mqtt().enabled()) {
            holders.add("relay");
        }
        return Check.holding("quarantine", "a device of yours that is cut off is ", holders);
    }

    /** Whether the broker behind the relay is there: without it every device is turned away, and nothing else looks wrong. */
    private List<Check> broker() {
        try {
            var mqtt = read().edge().mqtt();
            return mqtt.enabled() ? List.of(BrokerCheck.of(mqtt.upstream())) : List.of();
        } catch (Rejection saidOfTheSettings) {
            return List.of();
        }
    }

    /** Whether the kernel lets a node do what its settings want; nothing where they want nothing. */
    private List<Check> kernel() {
        try {
            if (!read().edge().kernel().enforce()) {
                return List.of();
            }
        } catch (Rejection saidOfTheSettings) {
            return List.of();
        }
        try (var table = KernelTable.open()) {
            return List.of(
                    switch (table.look().owner()) {
                        case NOBODY -> Check.good("kernel", "verdicts can be put into it");
                        case NODE -> Check.good("kernel", "the table inet tocsin is a node's");
                        case FOREIGN ->
                            Check.bad(
                                    "kernel", "a table inet tocsin is there that no node made", "rename or delete it");
                    });
        } catch (Rejection refused) {
            return List.of(Check.bad(
                    "kernel",
                    refused.getMessage(),
                    "AmbientCapabilities=CAP_NET_ADMIN, or set edge.kernel.enforce to false"));
        }
    }

    /** Where a node would listen, and what stands against it; what it would pretend to serve there. */
    private List<Check> listens() {
        try {
            var checks = new ArrayList<Check>();
            var free = new ArrayList<Listen>();
            for (var listen : Listens.of(read())) {
                var trouble = listen.trouble();
                trouble.ifPresentOrElse(why -> checks.add(taken(listen, why)), () -> free.add(listen));
            }
            var pots = free.stream()
                    .filter(listen -> listen.key().startsWith(Listens.MINIPOT))
                    .map(listen -> listen.key().substring(Listens.MINIPOT.length()) + " at " + listen)
                    .collect(Collectors.joining(", "));
            if (!pots.isEmpty()) {
                checks.add(Check.good("minipots", "a node would refuse log-ins: " + pots));
            }
            return checks;
        } catch (Rejection saidOfTheSettings) {
            return List.of();
        }
    }

    private static Check taken(Listen listen, String why) {
        return Check.bad(
                "ports",
                "a node could not listen at " + listen + " (" + listen.key() + "): " + why,
                why.contains("in use")
                        ? "who does: ss -ltnp 'sport = :" + listen.port() + "'; stop it, or take another port"
                        : "another address or port; below 1024 it takes root or CAP_NET_BIND_SERVICE");
    }

    private Check unsealing() {
        var file = home.unsealFile(environment);
        try {
            home.unsealKey(environment);
            return file.startsWith(home.folder())
                    ? Check.note(
                            "unseal",
                            file + " lies inside the home folder",
                            "move it out: a stolen backup would open itself")
                    : Check.good("unseal", file + " can be read");
        } catch (Rejection refused) {
            return Check.bad(
                    "unseal",
                    refused.getMessage(),
                    refused.code().equals("seal.permissions")
                            ? "chmod 600 " + file
                            : "restore it: tocsin node unseal --home " + home.folder()
                                    + ", or name it in TOCSIN_UNSEAL_FILE");
        } catch (IOException e) {
            return Check.bad("unseal", file + ": " + e, "see to it that the node's user, and nobody else, can read it");
        }
    }

    private Check permissions() {
        try {
            try (var files = Files.walk(home.keys(), 1)) {
                for (var file : files.sorted().toList()) {
                    var shown = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    if (!shown.endsWith("------")) {
                        return Check.bad("keys", file + " is open to others: " + shown, "chmod -R go= " + home.keys());
                    }
                }
            }
            return Check.good("keys", home.keys() + " is closed to others");
        } catch (IOException | UnsupportedOperationException e) {
            return Check.note(
                    "keys",
                    "permissions can't be read here: " + e.getMessage(),
                    "see to it that only the node's user can read them");
        }
    }

    private Check space() {
        try {
            long free = Files.getFileStore(home.folder()).getUsableSpace();
            var said = String.format(Locale.ROOT, "%.1f GiB free", free / (double) (1 << 30));
            return free < LITTLE_SPACE
                    ? Check.bad("disk", said, "make room: with a full disk nothing new is published")
                    : Check.good("disk", said);
        } catch (IOException e) {
            return Check.bad(
                    "disk", "can't be asked: " + e.getMessage(), "look at the file system of " + home.folder());
        }
    }

    private Check syncs() {
        var probe = home.state().resolve("fdatasync.probe");
        try (var file = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            var ms = new double[SYNCS];
            for (int i = 0; i < SYNCS; i++) {
                long start = clock.nanos();
                file.write(ByteBuffer.allocate(PAGE), 0);
                file.force(false);
                ms[i] = (clock.nanos() - start) / 1e6;
            }
            Arrays.sort(ms);
            double worst = ms[SYNCS - 1];
            var said = String.format(
                    Locale.ROOT,
                    "fdatasync takes %.1f ms, and %.1f ms at worst, of %d tried",
                    ms[SYNCS / 2],
                    worst,
                    SYNCS);
            return worst > SLOW_SYNC_MS
                    ? Check.note(
                            "fsync", said, "sharing waits for the disk: a faster or less busy one shortens every alarm")
                    : Check.good("fsync", said);
        } catch (IOException e) {
            return Check.bad(
                    "fsync",
                    "nothing can be written: " + e.getMessage(),
                    "look at the disk and who owns " + home.state());
        }
    }
}

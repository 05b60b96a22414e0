package org.tocsin.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.edge.live.Interfaces;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.packet.Packet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes packets, tracks every device, tells findings. Exit code 0 without, 1 with findings, 2 for what is no capture. */
@Command(
        description =
                "Watches a capture or live interfaces: tracks every device and tells what is wrong, with its evidence.",
        footer = {
            "",
            "Exit code: 0 no finding, 1 findings, 2 not a capture or wrong use, 69 no right to read the interface.",
            "",
            "Examples:",
            "  tocsin watch capture.pcap",
            "  tocsin watch eth1,eth2 --promiscuous",
            "  ssh router tcpdump -i br-lan -w - -U | tocsin watch - --json"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final Limit LEARN = new Limit("watch.learn", 60L * 24 * 366);

    private final Terminal terminal;

    @Parameters(
            paramLabel = "SOURCE",
            description = "pcap or pcapng file; - reads a stream from standard input; or live interfaces, with commas")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(names = "--json", description = "One JSON object a finding on a line, a summary as the last.")
    private boolean json;

    @Option(names = "--quiet", description = "No talk on standard error.")
    private boolean quiet;

    @Option(
            names = "--learn",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description =
                    "Capture time in which a device's profile is learnt (default: ${DEFAULT-VALUE}). Scans, brute force"
                            + " and factory credentials are told all the same.")
    private long learn;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Starts from what was learnt before, if the file exists, and saves what is learnt.")
    private @Nullable Path profile;

    @Option(
            names = "--mud",
            paramLabel = "DIR",
            description = "Writes what each device was seen to use and to serve as a MUD document (RFC 8520) there.")
    private @Nullable Path mud;

    @Option(
            names = "--inside",
            paramLabel = "PREFIX",
            description = "Own network besides private, link-local and loopback addresses; may be given again.")
    private List<String> inside = new ArrayList<>();

    @Option(
            names = "--outside",
            paramLabel = "PREFIX",
            description = "Not an own network after all; may be given again.")
    private List<String> outside = new ArrayList<>();

    @Option(
            names = "--router",
            paramLabel = "MAC",
            description =
                    "Hardware address of a router of the segment; may be given again. Without, routers are learnt.")
    private List<String> routers = new ArrayList<>();

    @Option(names = "--promiscuous", description = "Live: takes frames for others too, as on a mirror port.")
    private boolean promiscuous;

    @Option(
            names = "--ring",
            paramLabel = "MIB",
            defaultValue = "32",
            description = "Live: memory for packets that wait, for each interface (default: ${DEFAULT-VALUE}).")
    private int ring;

    @Option(names = "--bulk", description = "Live: packets in blocks, cheaper by the million and milliseconds late.")
    private boolean bulk;

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var settings = settings();
        var report = json ? new JsonReport(terminal) : new PlainReport(terminal, name());
        var watch = new Watch(terminal, settings, report, !quiet && !json);
        var known = profile == null ? null : new ProfileFile(profile);
        if (known != null) {
            known.load(watch);
        }
        var documents = mud == null ? null : new MudFolder(mud);
        long findings;
        if (file.equals("-")) {
            findings = watch.run(terminal.in(), -1);
        } else if (isInterfaces()) {
            findings = live(watch);
        } else {
            findings = file(Path.of(file), watch);
        }
        if (known != null) {
            known.save(watch.profiles());
        }
        if (documents != null) {
            int written = documents.write(watch.devices(), settings);
            if (!quiet && !json) {
                terminal.err().println("tocsin: " + documents.words(written, learn));
            }
        }
        return findings > 0 ? Exit.FOUND : Exit.DONE;
    }

    /** A file of that name comes first; what has a slash or a dot in a list of no interface is a file that is missing. */
    private boolean isInterfaces() {
        var names = List.of(file.split(",", -1));
        return !Files.exists(Path.of(file))
                && (names.size() > 1
                        || names.stream().anyMatch(Interfaces.names()::contains)
                        || (!file.contains(".") && !file.contains("/")));
    }

    private long live(Watch watch) {
        var settings = new LiveSettings(List.of(file.split(",", -1)), promiscuous, ring, bulk);
        try {
            return watch.live(settings, words -> terminal.err().println("tocsin: " + words));
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
    }

    private String name() {
        return file.equals("-") ? "standard input" : file;
    }

    private static long file(Path path, Watch watch) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new Rejection("watch.file", "'" + path + "' is no file that can be read");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return watch.run(in, Files.size(path));
        }
    }

    private DetectionSettings settings() {
        var own = new ArrayList<>(DetectionSettings.PRIVATE);
        inside.forEach(p -> own.add(Prefix.parse(p)));
        var others = outside.stream().map(Prefix::parse).toList();
        return DetectionSettings.defaults()
                .withLearn(Duration.ofMinutes(LEARN.check(learn)))
                .withNetworks(own, others)
                .withRouters(routers.stream().map(Packet::parseMac).toList());
    }
}

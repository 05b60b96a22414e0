package org.tocsin.cli.watch;

import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tocsin.cli.device.DeviceName;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.edge.live.PortState;
import org.tocsin.kernel.Printable;

/** Findings as people read them: what happened, why we think so, what can be done. */
final class PlainReport implements Report {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd zzz", Locale.ROOT);
    private static final int LABEL = 12;

    private final Terminal terminal;
    private final String input;
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private String day = "";

    PlainReport(Terminal terminal, String input) {
        this.terminal = terminal;
        this.input = Printable.of(input);
    }

    @Override
    public void finding(Finding f) {
        kinds.merge(f.kind(), 1, Integer::sum);
        var at = f.time().atZone(terminal.zone());
        var today = DAY.format(at);
        if (!today.equals(day)) {
            day = today;
            terminal.out().println(terminal.paint(Colour.GREY, today));
        }
        var head = TIME.format(at) + "  "
                + terminal.paint(Colour.RED, "! " + f.kind().word()) + "  " + terminal.paint(Colour.BOLD, device(f));
        terminal.out().println(head);
        line("observed", f.observed() + ".");
        line("expected", f.expected() + ".");
        line("evidence", evidence(f));
        line("to do", advice(f));
        terminal.out().println();
    }

    private void line(String label, String text) {
        var first = true;
        for (var part : Wrap.lines(text, Math.max(20, terminal.width() - LABEL - 2))) {
            var margin = first ? terminal.paint(Colour.GREY, String.format("  %-10s", label)) : " ".repeat(LABEL);
            terminal.out().println(margin + part);
            first = false;
        }
    }

    private static String device(Finding f) {
        return DeviceName.of(f.device(), f.address().toString());
    }

    private static String evidence(Finding f) {
        var text = new StringBuilder();
        text.append("packets ").append(f.firstPacket()).append(" to ").append(f.packet());
        if (!f.peers().isEmpty()) {
            text.append("; peers ").append(list(f.peers(), f.evidence().count()));
        }
        if (!f.ports().isEmpty()) {
            text.append("; ports ").append(list(f.ports(), f.ports().size()));
        }
        text.append("; ").append(f.kind().attack());
        text.append(String.format(Locale.ROOT, "; confidence %.0f %%", f.confidence() * 100));
        text.append(f.handshake() ? "; handshake complete" : "; no handshake");
        return text.append('.').toString();
    }

    private static String list(List<?> items, int all) {
        var shown = items.stream().limit(4).map(Object::toString).collect(Collectors.joining(", "));
        return items.size() > 4 || (all > items.size() && items.size() > 1) ? shown + ", ..." : shown;
    }

    private static String advice(Finding f) {
        return switch (f.role()) {
            case Role.Inbound(var source, var proven) ->
                proven
                        ? "block " + source + "; look at what it did after."
                        : "limit it locally; its address may be forged, so block nobody for it.";
            case Role.OwnDevice(var _, var address) ->
                f.kind() == Kind.FACTORY_CREDENTIALS
                        ? "change the credentials of " + f.address() + ", and ask who uses " + address + "."
                        : "take " + address + " off the network until you know why it does this.";
            case Role.Stranger(var address) ->
                "nobody of yours is in this; if " + address + " is, add its network with --inside.";
            case Role.Nameless(var target) ->
                "limit what reaches " + target + "; the sources may be forged, so block nobody for it.";
            case Role.CallHome(var peer) -> "cut the way to " + peer + "; look at the device.";
        };
    }

    @Override
    public void summary(Summary s) {
        var tally = s.tally();
        var out = terminal.out();
        if (s.damage() != null) {
            out.println(terminal.paint(Colour.AMBER, "~ damaged") + " at byte "
                    + s.damage().offset() + ": " + Printable.of(s.damage().what()) + ". What came before was watched.");
        }
        if (s.skipped() > 0) {
            out.println(terminal.paint(Colour.AMBER, "~ skipped") + " " + grouped(s.skipped())
                    + " frames of interfaces whose link type is not covered.");
        }
        if (tally.shedFindings() > 0) {
            out.println(terminal.paint(Colour.AMBER, "~ shed") + " " + grouped(tally.shedFindings())
                    + " more findings: too many within a minute.");
        }
        if (tally.shedJudgements() > 0) {
            out.println(terminal.paint(Colour.AMBER, "~ shed") + " " + grouped(tally.shedJudgements())
                    + " connection attempts: too many at once to judge whether each was answered.");
        }
        if (tally.shedSyns() > 0) {
            out.println(terminal.paint(Colour.AMBER, "~ shed") + " " + grouped(tally.shedSyns())
                    + " connection attempts of a flood: counted, and followed only where they were answered.");
        }
        s.ports().forEach(this::port);
        out.println(verdict(s) + " in " + input + (s.interrupted() ? ", stopped by you" : "") + ": "
                + grouped(tally.packets()) + " packets, " + size(tally.bytes()) + ", " + grouped(tally.devices())
                + (tally.devices() == 1 ? " device" : " devices") + "; " + rate(s.packetsPerSecond()) + ".");
        kinds.forEach((kind, count) -> out.println(String.format(Locale.ROOT, "  %-20s %5d", kind.word(), count)));
    }

    /** Of a capture that breaks off nobody may read that all is well: what came behind the damage was not seen. */
    private String verdict(Summary s) {
        long findings = s.tally().findings();
        var found = findings + (findings == 1 ? " finding" : " findings");
        if (s.damage() != null) {
            return findings == 0
                    ? terminal.paint(Colour.AMBER, "~ damaged: nothing found before the damage")
                    : terminal.paint(Colour.RED, "! damaged: " + found + " before the damage");
        }
        return findings == 0
                ? terminal.paint(Colour.GREEN, "= nothing found")
                : terminal.paint(Colour.RED, "! " + found);
    }

    private void port(PortState port) {
        if (port.lost() > 0) {
            terminal.out()
                    .println(terminal.paint(Colour.AMBER, "~ lost") + " " + grouped(port.lost()) + " of "
                            + grouped(port.seen()) + " packets on " + Printable.of(port.name())
                            + ": they came faster than they were read. A larger --ring or --bulk may help.");
        }
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " B"
                : bytes < 10_000_000
                        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String rate(long perSecond) {
        return perSecond < 1_000_000
                ? String.format(Locale.ROOT, "%.1f k packets/s", perSecond / 1e3)
                : String.format(Locale.ROOT, "%.2f M packets/s", perSecond / 1e6);
    }
}

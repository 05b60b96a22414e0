package org.tocsin.cli.watch;

import java.time.format.DateTimeFormatter;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Role;
import org.tocsin.edge.live.PortState;

/** One object a line, flushed at once. Names are stable; new ones may come. */
final class JsonReport implements Report {
    private final Terminal terminal;

    JsonReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void finding(Finding f) {
        terminal.out()
                .println(new Json()
                        .put("time", DateTimeFormatter.ISO_INSTANT.format(f.time()))
                        .put("packet", f.packet())
                        .put("firstPacket", f.firstPacket())
                        .put("device", f.device())
                        .put("address", f.address().toString())
                        .put("kind", f.kind().word())
                        .put("attack", f.kind().attack())
                        .put("confidence", f.confidence())
                        .put("expected", f.expected())
                        .put("observed", f.observed())
                        .put("peers", f.peers())
                        .put("ports", f.ports())
                        .put("role", role(f.role()))
                        .put("handshake", f.handshake())
                        .put("count", f.evidence().count())
                        .put("repeats", f.evidence().repeats()));
    }

    private static String role(Role role) {
        return switch (role) {
            case Role.Inbound _ -> "inbound";
            case Role.OwnDevice _ -> "own-device";
            case Role.Stranger _ -> "stranger";
            case Role.CallHome _ -> "call-home";
            case Role.Nameless _ -> "nameless";
        };
    }

    @Override
    public void summary(Summary s) {
        var tally = s.tally();
        var summary = new Json()
                .put("packets", tally.packets())
                .put("bytes", tally.bytes())
                .put("devices", tally.devices())
                .put("findings", tally.findings())
                .put("packetsPerSecond", s.packetsPerSecond())
                .put("durationMs", s.millis());
        if (s.damage() != null) {
            summary.put(
                    "damaged",
                    new Json()
                            .put("offset", s.damage().offset())
                            .put("what", s.damage().what()));
        }
        optional(summary, "skippedFrames", s.skipped());
        optional(summary, "shedFindings", tally.shedFindings());
        optional(summary, "shedJudgements", tally.shedJudgements());
        optional(summary, "shedConnections", tally.shedFlows());
        optional(summary, "shedSyns", tally.shedSyns());
        if (!s.ports().isEmpty()) {
            summary.put("interfaces", PortState.json(s.ports()));
        }
        terminal.out().println(new Json().put("summary", summary));
    }

    private static void optional(Json to, String name, long value) {
        if (value > 0) {
            to.put(name, value);
        }
    }
}

package org.tocsin.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.node.Listens;
import org.tocsin.node.doctor.Check;
import org.tocsin.node.doctor.PeerTrouble;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** What a node that runs says of itself, as checks. */
final class RunningNode {
    /** A peer that dials us does so within seconds of our start. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private final ApiClient client;
    private final Terminal terminal;
    private final Duration age;

    /** @param age how long the node has answered */
    RunningNode(ApiClient client, Terminal terminal, Duration age) {
        this.client = client;
        this.terminal = terminal;
        this.age = age;
    }

    List<Check> checks() {
        var answer = client.get("/api/v1/peers");
        var checks = new ArrayList<Check>();
        checks.add(check("node", Check.State.GOOD, "runs as " + Json.text(answer, "domain"), ""));
        var tap = client.get("/api/v1/tap");
        checks.add(tap(tap));
        broken(tap).forEach(checks::add);
        checks.add(ledger(client.get("/api/v1/ledger")));
        minipots(client.get("/api/v1/listens")).ifPresent(checks::add);
        cutOff(client.get("/api/v1/quarantines")).ifPresent(checks::add);
        answer.path("peers").forEach(peer -> checks.add(peer(peer)));
        return checks;
    }

    private static Optional<Check> minipots(JsonNode answer) {
        var pots = answer.path("listens")
                .valueStream()
                .filter(one -> one.path("key").asString("").startsWith(Listens.MINIPOT))
                .map(one -> one.path("key").asString("").substring(Listens.MINIPOT.length()) + " at "
                        + one.path("host").asString("") + ":" + one.path("port").asInt(0))
                .collect(Collectors.joining(", "));
        return pots.isEmpty()
                ? Optional.empty()
                : Optional.of(check("minipots", Check.State.GOOD, "run, and refuse log-ins: " + pots, ""));
    }

    /** Said only while there is one: who would hold it back stands among the settings. */
    private static Optional<Check> cutOff(JsonNode answer) {
        int devices = answer.path("quarantines").size();
        var enforcedBy = answer.path("enforcedBy")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
        return devices == 0
                ? Optional.empty()
                : Optional.of(Check.holding(
                        "cut off",
                        count(devices, "device") + (devices == 1 ? " of yours is " : " of yours are each ")
                                + "cut off, ",
                        enforcedBy));
    }

    private static Check check(String name, Check.State state, String what, String cure) {
        return new Check(name, state, what, cure);
    }

    private static Check tap(JsonNode tap) {
        var source = tap.path("source").asString("");
        var seen = count(tap.path("packets").longValue(0), "packet") + ", "
                + count(tap.path("devices").longValue(0), "device");
        return switch (tap.path("state").asString("")) {
            case "none" ->
                check(
                        "tap",
                        Check.State.NOTE,
                        "no tap is set, so no packets are seen",
                        "docs/deploy.md: where packets come from");
            case "reading" -> check("tap", Check.State.GOOD, "reads " + source + ": " + seen, "");
            case "waiting" ->
                check(
                        "tap",
                        Check.State.NOTE,
                        source + " gives nothing at the moment; " + seen,
                        "see whether the sensor runs, or the interface is up");
            case "ended" ->
                check(
                        "tap",
                        Check.State.NOTE,
                        source + " was read to its end: " + seen,
                        "a live tap is a pipe or an interface: docs/deploy.md");
            default ->
                check(
                        "tap",
                        Check.State.BAD,
                        source + " broke: " + tap.path("trouble").asString("") + "; " + seen,
                        "look at what writes it; it must be pcap or pcapng");
        };
    }

    /** The newest break, also when the pipe has been taken up again: what came between the two was not seen. */
    private List<Check> broken(JsonNode tap) {
        var endings = tap.path("endings");
        long breaks = endings.valueStream()
                .filter(ending -> ending.path("broken").booleanValue(false))
                .count();
        for (var ending : endings) {
            if (ending.path("broken").booleanValue(false)) {
                var what = "it broke at " + Times.seconds(terminal, Json.text(ending, "time")) + ", after "
                        + count(Json.number(ending, "packets"), "packet") + ": " + Json.text(ending, "what")
                        + (breaks > 1
                                ? "; one of " + breaks + " breaks among its last " + endings.size() + " ends"
                                : "");
                return List.of(
                        check("tap before", Check.State.NOTE, what, "look at what writes it, and how it was ended"));
            }
        }
        return endings.isEmpty()
                ? List.of()
                : List.of(check(
                        "tap before",
                        Check.State.GOOD,
                        "its last stream ended at "
                                + Times.seconds(terminal, Json.text(endings.path(0), "time")) + ", after "
                                + count(Json.number(endings.path(0), "packets"), "packet"),
                        ""));
    }

    private static Check ledger(JsonNode ledger) {
        var why = ledger.path("why").asString("");
        return switch (ledger.path("state").asString("")) {
            case "signing" -> check("ledger", Check.State.GOOD, "appends and signs", "");
            case "held" ->
                check("ledger", Check.State.NOTE, why, "it goes on by itself 10 s after the first has answered");
            default -> check("ledger", Check.State.BAD, why, "docs/errors.md has the code and its cure");
        };
    }

    private static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
    }

    private Check peer(JsonNode peer) {
        var domain = Json.text(peer, "domain");
        var name = "peer " + domain;
        return switch (peer.path("state").asString("")) {
            case "pending" ->
                check(
                        name,
                        Check.State.NOTE,
                        "waits for you",
                        "compare its fingerprint, then: tocsin peer accept " + domain);
            case "paused" -> check(name, Check.State.NOTE, "is paused", "tocsin peer resume " + domain);
            default ->
                peer.path("connected").booleanValue()
                        ? check(
                                name,
                                Check.State.GOOD,
                                "connected, " + peer.path("lagMs").longValue() + " ms behind by both clocks",
                                "")
                        : away(name, domain, peer);
        };
    }

    private Check away(String name, String domain, JsonNode peer) {
        var trouble = PeerTrouble.of(domain, peer.path("problem").asString(""));
        boolean tried = peer.path("problemSince").isString();
        boolean young = !age.isNegative() && age.compareTo(YOUNG) < 0;
        return !tried && young
                ? check(name, Check.State.NOTE, "is being connected to: this node has just started", "")
                : check(name, trouble.state(), trouble.what(), trouble.cure());
    }
}

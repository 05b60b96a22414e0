package org.tocsin.node.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.CutOff;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Blocklists;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Own devices that are cut off, each with the finding that did it. */
public final class Quarantines {
    /** A quarantine lasts a day; the line that tells of it is a moment older. */
    private static final Duration LOOKED_BACK = Duration.ofHours(25);

    private final Blocklists blocklists;
    private final Chronicle chronicle;
    private final Supplier<List<String>> holders;
    private final Clock clock;

    /** @param holders who holds them back at this moment: {@code kernel}, {@code relay} */
    public Quarantines(Blocklists blocklists, Chronicle chronicle, Supplier<List<String>> holders, Clock clock) {
        this.blocklists = blocklists;
        this.chronicle = chronicle;
        this.holders = holders;
        this.clock = clock;
    }

    /** All that hold: the field {@code quarantines}; and {@code enforcedBy}, which may be nobody, whether there are any or not. */
    public ObjectNode all() {
        var answer = Json.object();
        answer.set("quarantines", Json.array(CutOff.all(blocklists, clock.millis()), this::json));
        answer.set("enforcedBy", Json.array(holders.get(), StringNode::valueOf));
        return answer;
    }

    /** What else holds about an address that somebody asks about: the field {@code quarantine}, or none. */
    public ObjectNode besides(Subject subject) {
        var answer = Json.object();
        if (subject instanceof Subject.Host(var prefix)) {
            CutOff.all(blocklists, clock.millis()).stream()
                    .filter(one -> one.address().equals(prefix.address()))
                    .findFirst()
                    .ifPresent(one -> answer.set("quarantine", json(one)));
        }
        return answer;
    }

    /** With the reason, and the finding where one was the reason and is remembered. */
    public ObjectNode json(CutOff cutOff) {
        var told = chronicle.newest(Beat.Kind.QUARANTINE, clock.now().minus(LOOKED_BACK), beat -> beat.subject()
                .equals(cutOff.device()));
        var finding = told.flatMap(this::cause);
        var json = Json.object()
                .put("device", cutOff.device())
                .put("address", cutOff.address().toString())
                .put("until", cutOff.until().toString())
                .put(
                        "why",
                        finding.map(Beat::text)
                                .orElse(told.isPresent() ? "a person cut it off" : "own device under suspicion"));
        json.set("enforcedBy", Json.array(holders.get(), StringNode::valueOf));
        finding.ifPresent(beat -> json.set("finding", Findings.json(beat)));
        return json;
    }

    private Optional<Beat> cause(Beat quarantine) {
        return quarantine.cause() == 0
                ? Optional.empty()
                : chronicle.newest(
                        Beat.Kind.FINDING, clock.now().minus(LOOKED_BACK), beat -> beat.number() == quarantine.cause());
    }
}

package org.tocsin.node.http;

import java.time.Duration;
import java.util.Optional;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.CutOff;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Blocklists;
import tools.jackson.databind.node.ObjectNode;

/** Own devices that are cut off, each with the finding that did it. */
public final class Quarantines {
    /** A quarantine lasts a day; the line that tells of it is a moment older. */
    private static final Duration LOOKED_BACK = Duration.ofHours(25);

    private final Blocklists blocklists;
    private final Chronicle chronicle;
    private final Clock clock;

    public Quarantines(Blocklists blocklists, Chronicle chronicle, Clock clock) {
        this.blocklists = blocklists;
        this.chronicle = chronicle;
        this.clock = clock;
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
        finding.ifPresent(beat -> json.set("finding", finding(beat)));
        return json;
    }

    private Optional<Beat> cause(Beat quarantine) {
        return quarantine.cause() == 0
                ? Optional.empty()
                : chronicle.newest(
                        Beat.Kind.FINDING, clock.now().minus(LOOKED_BACK), beat -> beat.number() == quarantine.cause());
    }

    private static ObjectNode finding(Beat beat) {
        var json =
                Json.object().put("number", beat.number()).put("time", beat.at().toString());
        for (var field : new String[] {"class", "attack", "packet", "firstPacket", "observed", "expected"}) {
            json.set(field, beat.detail().path(field));
        }
        return json;
    }
}

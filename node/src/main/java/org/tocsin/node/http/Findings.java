package org.tocsin.node.http;

import java.util.List;
import org.tocsin.exchange.Subject;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What own detectors found about a subject: where nothing follows from it, people ask why. */
public final class Findings {
    private static final List<String> FIELDS = List.of(
            "class",
            "attack",
            "packet",
            "firstPacket",
            "ports",
            "observed",
            "expected",
            "role",
            "actor",
            "targets",
            "toldOnly");

    private final Chronicle chronicle;

    public Findings(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /** The field {@code finding} of an answer about a subject: the newest of those that the timeline in memory knows; or none. */
    public ObjectNode besides(Subject subject) {
        var answer = Json.object();
        chronicle.about(subject.toString()).reversed().stream()
                .filter(beat -> beat.kind() == Beat.Kind.FINDING)
                .findFirst()
                .ifPresent(beat -> answer.set("finding", json(beat)));
        return answer;
    }

    /** A finding without what only machines measure by. */
    static ObjectNode json(Beat beat) {
        var json =
                Json.object().put("number", beat.number()).put("time", beat.at().toString());
        FIELDS.stream()
                .filter(beat.detail()::has)
                .forEach(field -> json.set(field, beat.detail().path(field)));
        return json;
    }
}

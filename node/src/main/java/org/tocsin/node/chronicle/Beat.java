package org.tocsin.node.chronicle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a timeline.
 *
 * @param number rises by one
 * @param nanos {@code Clock.nanos}: differences between lines of one machine mean something
 * @param subject what it is about: an address, a name, a device, a peer; empty for none
 * @param cause number of the finding or batch that it follows from; 0 for none
 * @param text one sentence
 * @param detail fields for machines
 */
public record Beat(
        long number, long nanos, Instant at, Kind kind, String subject, long cause, String text, ObjectNode detail) {
    /** What can happen. */
    public enum Kind {
        FINDING("finding"),
        STATEMENT("statement"),
        VERIFIED("verified"),
        VERDICT("verdict"),
        IN_FORCE("in force"),
        SUSPECT("suspect"),
        QUARANTINE("quarantine"),
        REFUSED("refused"),
        OPENED("session"),
        CLOSED("closed"),
        PEER("peer"),
        LIE("lie"),
        FEEDBACK("feedback"),
        TROUBLE("trouble");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it stands in timelines. */
        public String word() {
            return word;
        }
    }

    /** What {@link #json} wrote; empty for what is no line of a timeline. */
    public static Optional<Beat> of(JsonNode written) {
        var word = written.path("kind").asString("");
        var kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
        if (kind.isEmpty() || !(written.path("detail") instanceof ObjectNode detail)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Beat(
                    written.path("number").asLong(0),
                    written.path("nanos").asLong(0),
                    Instant.parse(written.path("time").asString("")),
                    kind.get(),
                    written.path("subject").asString(""),
                    written.path("cause").asLong(0),
                    written.path("text").asString(""),
                    detail));
        } catch (DateTimeException noLine) {
            return Optional.empty();
        }
    }

    Beat at(long otherNanos) {
        return new Beat(number, otherNanos, at, kind, subject, cause, text, detail);
    }

    /** For machines: one object a line. */
    public ObjectNode json() {
        var object = Json.object()
                .put("number", number)
                .put("nanos", nanos)
                .put("time", at.toString())
                .put("kind", kind.word())
                .put("subject", subject)
                .put("cause", cause)
                .put("text", text);
        object.set("detail", detail);
        return object;
    }
}

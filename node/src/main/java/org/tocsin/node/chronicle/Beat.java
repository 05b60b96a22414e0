package org.tocsin.node.chronicle;

import java.time.Instant;
import org.tocsin.platform.json.Json;
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
        QUARANTINE("quarantine"),
        REFUSED("refused"),
        OPENED("session"),
        CLOSED("closed"),
        PEER("peer"),
        LIE("lie"),
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

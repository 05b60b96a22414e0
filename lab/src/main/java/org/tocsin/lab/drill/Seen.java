package org.tocsin.lab.drill;

import org.tocsin.node.chronicle.Beat;
import tools.jackson.databind.JsonNode;

/**
 * A line of one organisation's timeline, as the drill sees it. All members share one machine's monotonic clock.
 *
 * @param nanos {@code System.nanoTime} of that machine
 */
record Seen(int org, long nanos, String kind, String subject, String text, JsonNode detail) {
    static Seen of(int org, Beat beat) {
        return new Seen(org, beat.nanos(), beat.kind().word(), beat.subject(), beat.text(), beat.detail());
    }

    boolean is(Beat.Kind wanted) {
        return kind.equals(wanted.word());
    }

    String detail(String field) {
        return detail.path(field).asString("");
    }
}

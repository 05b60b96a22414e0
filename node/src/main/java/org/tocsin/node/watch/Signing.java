package org.tocsin.node.watch;

import java.util.Locale;
import org.tocsin.federation.Federation;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the ledger signs, so that what is found here reaches others.
 *
 * @param why in words, if it does not
 */
public record Signing(Phase phase, String why) {
    /** What it does now. */
    public enum Phase {
        SIGNING,
        /** The start rule waits for followers; it goes on by itself. */
        HELD,
        /** Until a person has acted. */
        STOPPED;

        /** As it stands in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands now. */
    public static Signing of(Ledger ledger, Federation federation) {
        return ledger.stopped()
                .map(stopped -> new Signing(Phase.STOPPED, stopped.getMessage()))
                .or(() -> federation.held().map(why -> new Signing(Phase.HELD, why)))
                .orElseGet(() -> new Signing(Phase.SIGNING, ""));
    }

    /** For machines. */
    public ObjectNode json() {
        return Json.object().put("state", phase.word()).put("why", why);
    }
}

package org.tocsin.node.watch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the tap does.
 *
 * @param source as it stands in the settings
 * @param packets read since the node started
 * @param devices seen, of those that are remembered
 * @param trouble what broke it, in words; null if nothing did
 */
public record TapState(
        Phase phase,
        String source,
        long packets,
        int devices,
        @Nullable String trouble) {
    /** No tap is set. */
    public static final TapState NONE = new TapState(Phase.NONE, "", 0, 0, null);

    /** What it does now. */
    public enum Phase {
        NONE,
        /** Its pipe has no writer yet, or none any more. */
        WAITING,
        READING,
        /** The stream came to its end as it should. */
        ENDED,
        BROKEN;

        /** As it stands in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For machines. */
    public ObjectNode json() {
        return Json.object()
                .put("source", source)
                .put("state", phase.word())
                .put("packets", packets)
                .put("devices", devices)
                .put("trouble", trouble);
    }
}

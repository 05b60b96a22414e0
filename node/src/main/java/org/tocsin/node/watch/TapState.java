package org.tocsin.node.watch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.live.PortState;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the tap does.
 *
 * @param source as it stands in the settings
 * @param packets read since the node started
 * @param devices seen, of those that are remembered
 * @param trouble what broke it, in words; null if nothing did
 * @param interfaces of a live tap, and how each does
 * @param endings how its last streams ended, newest first, at most {@link #MOST_ENDINGS}
 */
public record TapState(
        Phase phase,
        String source,
        long packets,
        int devices,
        @Nullable String trouble,
        List<PortState> interfaces,
        List<Ending> endings) {
    public static final int MOST_ENDINGS = 8;

    /** No tap is set. */
    public static final TapState NONE = new TapState(Phase.NONE, "", 0, 0, null, List.of(), List.of());

    /**
     * The end of one stream. It stays to be seen after the next one has come: who looks at a pipe in the morning must see what broke
     * at night.
     *
     * @param broken whether it ended otherwise than a stream should
     * @param what in words, with the byte of the stream where it broke
     * @param packets that it had given before
     */
    public record Ending(Instant at, boolean broken, String what, long packets) {
        ObjectNode json() {
            return Json.object()
                    .put("time", at.toString())
                    .put("broken", broken)
                    .put("what", what)
                    .put("packets", packets);
        }
    }

    /** What it does now. */
    public enum Phase {
        NONE,
        /** Its pipe has no writer yet, or none any more; or its interfaces are down. */
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

    /** Packets that found no room between kernel and node, since the start. */
    public long lost() {
        return interfaces.stream().mapToLong(PortState::lost).sum();
    }

    /** For machines. */
    public ObjectNode json() {
        var json = Json.object()
                .put("source", source)
                .put("state", phase.word())
                .put("packets", packets)
                .put("devices", devices)
                .put("trouble", trouble)
                .put("lost", lost());
        json.set("interfaces", PortState.json(interfaces));
        json.set("endings", Json.array(endings, Ending::json));
        return json;
    }
}

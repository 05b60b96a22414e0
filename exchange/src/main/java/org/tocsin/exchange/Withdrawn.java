package org.tocsin.exchange;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.stix.IndicatorId;
import org.tocsin.exchange.stix.PatternText;
import org.tocsin.exchange.store.ExchangeStore;
import org.tocsin.kernel.Fingerprint;

/**
 * What members took back, and where in their logs: a retraction overtakes a quota, so that the indicator or sighting it takes back
 * may come after it, and must not act then, nor behind a restart. Said anew behind the retraction, it does; so it does in another
 * log, which has an order of its own: a successor begins at 0 again. Bounded by reporter, whose oldest are forgotten first: a flood
 * of one member's retractions makes nobody else's words act again.
 */
final class Withdrawn {
    static final int MOST_OF_ONE = 10_000;

    private final ExchangeStore store;
    private final Map<Fingerprint, Map<Key, Long>> byReporter = new HashMap<>();

    /** @param id of the indicator that the reporter said about the subject, or would have */
    private record Key(String log, String id) {}

    Withdrawn(ExchangeStore store) {
        this.store = store;
    }

    /** Puts back what was known before a restart, the longest ago first. */
    synchronized void restore() {
        store.withdrawn().forEach(this::put);
    }

    synchronized void note(Place place, String id) {
        var taken = new ExchangeStore.TakenBack(place, id);
        store.withdrawn(taken);
        var forgotten = put(taken);
        if (forgotten != null) {
            store.forgetWithdrawn(place.reporter(), forgotten.log(), forgotten.id());
        }
    }

    /** Returns what was forgotten for it. */
    private @Nullable Key put(ExchangeStore.TakenBack taken) {
        var place = taken.place();
        var own = byReporter.computeIfAbsent(place.reporter(), _ -> new LinkedHashMap<>());
        own.merge(new Key(place.log(), taken.id()), place.index(), Math::max);
        if (own.size() <= MOST_OF_ONE) {
            return null;
        }
        var oldest = own.keySet().iterator().next();
        own.remove(oldest);
        return oldest;
    }

    /** Whether what was said at that place about a subject was taken back behind it. */
    synchronized boolean covers(Place place, Subject subject) {
        var id = IndicatorId.of(PatternText.of(subject), place.reporter());
        return byReporter.getOrDefault(place.reporter(), Map.of()).getOrDefault(new Key(place.log(), id), -1L)
                > place.index();
    }
}

package org.tocsin.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.kernel.Fingerprint;

/**
 * What members took back, and where in their logs: a retraction overtakes a quota, so that the indicator it takes back may come
 * after it, and must not act then. Said anew behind the retraction, it does; so it does in another log, which has an order of its
 * own: a successor begins at 0 again. Bounded; the oldest are forgotten first.
 */
final class Withdrawn {
    private static final int MOST = 100_000;

    private final Map<Key, Long> retractions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Fingerprint reporter, String log, String id) {
        static Key of(Place place, String id) {
            return new Key(place.reporter(), place.log(), id);
        }
    }

    synchronized void note(Place place, String id) {
        retractions.merge(Key.of(place, id), place.index(), Math::max);
    }

    /** Whether an entry at that place was taken back behind it. */
    synchronized boolean covers(Place place, String id) {
        return retractions.getOrDefault(Key.of(place, id), -1L) > place.index();
    }
}

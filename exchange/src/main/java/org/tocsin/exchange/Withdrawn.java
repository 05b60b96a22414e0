package org.tocsin.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.kernel.Fingerprint;

/**
 * What members took back, and where in their logs: a retraction overtakes a quota, so that the indicator it takes back may come
 * after it, and must not act then. Said anew behind the retraction, it does. Bounded; the oldest are forgotten first.
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

    private record Key(Fingerprint reporter, String id) {}

    synchronized void note(Fingerprint reporter, String id, long index) {
        retractions.merge(new Key(reporter, id), index, Math::max);
    }

    /** Whether an entry at that place was taken back behind it. */
    synchronized boolean covers(Fingerprint reporter, String id, long index) {
        return retractions.getOrDefault(new Key(reporter, id), -1L) > index;
    }
}

package org.tocsin.exchange;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Fingerprint;

/**
 * Sightings whose indicator has not come yet: one of each reporter for each indicator, so that nobody fills another's place.
 * Bounded: the oldest indicators are forgotten first, and one keeps at most 256 reporters.
 */
final class PendingSightings {
    private static final int MOST_INDICATORS = 10_000;
    private static final int MOST_EACH = 256;

    private final Map<String, Map<Fingerprint, Waiting>> byIndicator = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Fingerprint, Waiting>> eldest) {
            return size() > MOST_INDICATORS;
        }
    };

    record Waiting(Fingerprint reporter, String id, AttackClass attack, boolean observed, Instant received) {
        Report about(Subject subject) {
            return new Report(reporter, id, subject, attack, observed, received);
        }
    }

    synchronized void put(String indicator, Waiting sighting) {
        var waiting = byIndicator.computeIfAbsent(indicator, _ -> new LinkedHashMap<>());
        if (waiting.size() < MOST_EACH || waiting.containsKey(sighting.reporter())) {
            waiting.put(sighting.reporter(), sighting);
        }
    }

    synchronized List<Waiting> take(String indicator) {
        var waiting = byIndicator.remove(indicator);
        return waiting == null ? List.of() : List.copyOf(waiting.values());
    }
}

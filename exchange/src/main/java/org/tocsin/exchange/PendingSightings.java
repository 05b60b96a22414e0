package org.tocsin.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Fingerprint;

/** Sightings whose indicator has not come yet. Bounded: the oldest are forgotten first, and one indicator keeps at most 64. */
final class PendingSightings {
    private static final int MOST_INDICATORS = 10_000;
    private static final int MOST_EACH = 64;

    private final Map<String, List<Waiting>> byIndicator = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Waiting>> eldest) {
            return size() > MOST_INDICATORS;
        }
    };

    record Waiting(Fingerprint reporter, String id, AttackClass attack, boolean observed, Instant received) {
        Report about(Subject subject) {
            return new Report(reporter, id, subject, attack, observed, received);
        }
    }

    synchronized void put(String indicator, Waiting sighting) {
        var waiting = byIndicator.computeIfAbsent(indicator, _ -> new ArrayList<>());
        if (waiting.size() < MOST_EACH) {
            waiting.add(sighting);
        }
    }

    synchronized List<Waiting> take(String indicator) {
        var waiting = byIndicator.remove(indicator);
        return waiting == null ? List.of() : waiting;
    }
}

package org.tocsin.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.kernel.Fingerprint;

/**
 * Sightings whose indicator has not come yet: one of each reporter for each indicator. Bounded by reporter, whose oldest is
 * forgotten first: whoever invents indicators without end pushes out its own sightings and nobody else's.
 */
final class PendingSightings {
    static final int MOST_OF_ONE = 1_000;

    private final Map<String, Map<Fingerprint, Waiting>> byIndicator = new HashMap<>();

    /** The indicators that each reporter's sightings wait for, oldest first. */
    private final Map<Fingerprint, Set<String>> byReporter = new HashMap<>();

    record Waiting(Place place, String id, AttackClass attack, boolean observed, Instant received) {
        Report about(Subject subject) {
            return new Report(place.reporter(), id, subject, attack, observed, received);
        }
    }

    synchronized void put(String indicator, Waiting sighting) {
        var reporter = sighting.place().reporter();
        var own = byReporter.computeIfAbsent(reporter, _ -> new LinkedHashSet<>());
        own.add(indicator);
        byIndicator.computeIfAbsent(indicator, _ -> new LinkedHashMap<>()).put(reporter, sighting);
        if (own.size() > MOST_OF_ONE) {
            drop(own.iterator().next(), reporter);
        }
    }

    private void drop(String indicator, Fingerprint reporter) {
        leave(indicator, reporter);
        var waiting = byIndicator.get(indicator);
        if (waiting != null) {
            waiting.remove(reporter);
            if (waiting.isEmpty()) {
                byIndicator.remove(indicator);
            }
        }
    }

    private void leave(String indicator, Fingerprint reporter) {
        var own = byReporter.get(reporter);
        if (own != null) {
            own.remove(indicator);
            if (own.isEmpty()) {
                byReporter.remove(reporter);
            }
        }
    }

    /** What waited for an indicator that is here now, oldest first. */
    synchronized List<Waiting> take(String indicator) {
        var waiting = byIndicator.remove(indicator);
        if (waiting == null) {
            return List.of();
        }
        waiting.keySet().forEach(reporter -> leave(indicator, reporter));
        return List.copyOf(waiting.values());
    }
}

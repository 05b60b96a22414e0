package org.tocsin.exchange;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.tocsin.kernel.Fingerprint;

/**
 * Entries that were acted on and that the stored cursor has not passed: these may come again, after a kill or a full disk. Bounded
 * by log, the lowest index is forgotten first, so that a member in a flood forgets its own. Guarded by itself.
 */
final class ActedOn {
    /** Three bursts of the default quota; the cursor follows within a second, unless the disk is full. */
    static final int MOST_OF_A_LOG = 20_000;

    private final Map<Log, TreeSet<Long>> logs = new HashMap<>();

    private record Log(Fingerprint reporter, String origin) {}

    /** Notes it; false if it was noted. */
    synchronized boolean add(Place place) {
        return logs.computeIfAbsent(new Log(place.reporter(), place.log()), _ -> new TreeSet<>())
                .add(place.index());
    }

    /** The index that was forgotten to keep the bound. */
    synchronized OptionalLong shed(Place place) {
        var indices = logs.get(new Log(place.reporter(), place.log()));
        return indices == null || indices.size() <= MOST_OF_A_LOG
                ? OptionalLong.empty()
                : OptionalLong.of(indices.removeFirst());
    }

    /** What is noted, each with its log. */
    synchronized List<Place> all() {
        return logs.entrySet().stream()
                .flatMap(one -> one.getValue().stream()
                        .map(index ->
                                new Place(one.getKey().reporter(), one.getKey().origin(), index)))
                .toList();
    }

    /** Forgets those; returns which of them were noted. */
    synchronized List<Long> forget(Fingerprint reporter, String origin, Collection<Long> passed) {
        var log = new Log(reporter, origin);
        var indices = logs.get(log);
        if (indices == null) {
            return List.of();
        }
        var noted = passed.stream().filter(indices::remove).toList();
        if (indices.isEmpty()) {
            logs.remove(log);
        }
        return noted;
    }
}

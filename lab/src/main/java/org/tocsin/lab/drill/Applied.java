package org.tocsin.lab.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.tocsin.node.chronicle.Beat;

/**
 * What one receiver has verified of others' logs, by log and index, as its timeline tells it batch by batch. Each of its lives
 * counts alone: after a kill it follows again what it had verified and not stored. What acting on an entry did is not seen here.
 */
final class Applied {
    private final List<Map<String, Map<Long, Integer>>> lives = new ArrayList<>();

    /** A life begins; what is told in it goes to the one that is returned. */
    synchronized Consumer<Seen> begin() {
        var life = new HashMap<String, Map<Long, Integer>>();
        lives.add(life);
        return seen -> take(life, seen);
    }

    private synchronized void take(Map<String, Map<Long, Integer>> life, Seen seen) {
        if (!seen.is(Beat.Kind.VERIFIED) || !seen.detail().has("origin")) {
            return;
        }
        var log = life.computeIfAbsent(seen.detail("origin"), _ -> new HashMap<>());
        long from = seen.detail().path("from").longValue();
        long entries = seen.detail().path("entries").longValue();
        LongStream.range(from, from + entries).forEach(index -> log.merge(index, 1, Integer::sum));
    }

    /** Entries of a log with so many that no life has verified. */
    synchronized long lost(String log, long said) {
        return LongStream.range(0, said)
                .filter(index -> lives.stream().noneMatch(life -> times(life, log, index) > 0))
                .count();
    }

    /** How often an entry of a log was verified once more within one life, or was none of the log's. */
    synchronized long surplus(String log, long said) {
        return lives.stream()
                .flatMap(life -> life.getOrDefault(log, Map.of()).entrySet().stream())
                .mapToLong(entry -> entry.getKey() < said ? entry.getValue() - 1L : entry.getValue())
                .sum();
    }

    private static int times(Map<String, Map<Long, Integer>> life, String log, long index) {
        return life.getOrDefault(log, Map.of()).getOrDefault(index, 0);
    }
}

package org.tocsin.lab.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * What one receiver's exchange made of others' logs, by log and index, over all its lives. Whoever was killed follows again what its
 * stored cursor had not passed. That is as it should be, as long as it does not act again on what was durable.
 */
final class Applied {
    private final List<Map<Entry, Fate>> lives = new ArrayList<>();

    private record Entry(String log, long index) {}

    /** What one life made of one entry. */
    private static final class Fate {
        private int heard;
        private boolean acted;
        private boolean durable;
        private boolean passed;
    }

    /** A life begins; what becomes of entries in it goes to the one that is returned. */
    synchronized Consumer<Took> begin() {
        var life = new HashMap<Entry, Fate>();
        lives.add(life);
        return took -> take(life, took);
    }

    private synchronized void take(Map<Entry, Fate> life, Took took) {
        var fate = life.computeIfAbsent(new Entry(took.log(), took.index()), _ -> new Fate());
        switch (took.step()) {
            case ACTED -> {
                fate.heard++;
                fate.acted = true;
            }
            case REFUSED -> fate.heard++;
            case REPEATED -> {
                fate.heard++;
                // Of what this life has not acted on only the store can know: an earlier one was killed before it could
                // say so.
                fate.durable |= !fate.acted;
            }
            case DURABLE -> fate.durable = true;
            case PASSED -> fate.passed = true;
        }
    }

    /** Entries of a log with so many that no life has acted on, or that nothing durable came of. */
    synchronized long lost(String log, long said) {
        return LongStream.range(0, said)
                .mapToObj(index -> new Entry(log, index))
                .filter(entry -> none(lives, entry, fate -> fate.acted) || none(lives, entry, fate -> fate.durable))
                .count();
    }

    /** Entries of a log with so many that no stored cursor has passed yet: a receiver that is killed now follows them again. */
    synchronized long following(String log, long said) {
        return LongStream.range(0, said)
                .filter(index -> none(lives, new Entry(log, index), fate -> fate.passed))
                .count();
    }

    /**
     * How often an entry of a log was heard once more within one life, was followed again by a later life than the one whose stored
     * cursor had passed it, was acted on again though it was durable, or was none of the log's.
     */
    synchronized long surplus(String log, long said) {
        long surplus = 0;
        for (int life = 0; life < lives.size(); life++) {
            for (var one : lives.get(life).entrySet()) {
                if (one.getKey().log().equals(log)) {
                    surplus += surplus(one.getKey(), one.getValue(), lives.subList(0, life), said);
                }
            }
        }
        return surplus;
    }

    private static long surplus(Entry entry, Fate fate, List<Map<Entry, Fate>> before, long said) {
        if (fate.heard == 0) {
            return 0;
        }
        boolean over = entry.index() >= said
                || !none(before, entry, earlier -> earlier.passed)
                || (fate.acted && !none(before, entry, earlier -> earlier.durable));
        return fate.heard - (over ? 0L : 1L);
    }

    private static boolean none(List<Map<Entry, Fate>> lives, Entry entry, Predicate<Fate> is) {
        return lives.stream().map(life -> life.get(entry)).noneMatch(fate -> fate != null && is.test(fate));
    }
}

package org.tocsin.detection.detector;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Entropy;

/**
 * What is watched only while it is going on, in a bounded table of sets of eight: state that few devices need at a time is kept here and
 * not with each. What is nearest to a finding stays longest, so that a flood of the harmless can't push it out.
 */
final class Cases<T extends Cases.Case> {
    private static final int WAYS = 8;
    private static final int SETS = 512;
    /** Unpredictable, so that nobody can choose whose place he takes. */
    private static final long SEED =
            ByteBuffer.wrap(Entropy.system().bytes(Long.BYTES)).getLong();

    private final @Nullable Object[] places = new @Nullable Object[SETS * WAYS];
    private final Class<T> type;

    Cases(Class<T> type) {
        this.type = type;
    }

    private static int set(long key) {
        return ((int) Mix.mix(key ^ SEED) & SETS - 1) * WAYS;
    }

    /** One of them. */
    interface Case {
        /** Whose it is, by {@link Mix}. */
        long key();

        /** How near it is to being a finding, 1 being one. */
        float weight(long now);
    }

    @Nullable
    T find(long key) {
        int set = set(key);
        for (int i = set; i < set + WAYS; i++) {
            if (places[i] != null && type.cast(places[i]).key() == key) {
                return type.cast(places[i]);
            }
        }
        return null;
    }

    /** Forgets some of them. */
    void forget(Predicate<T> which) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != null && which.test(type.cast(places[i]))) {
                places[i] = null;
            }
        }
    }

    void forEach(Consumer<T> visitor) {
        for (var place : places) {
            if (place != null) {
                visitor.accept(type.cast(place));
            }
        }
    }

    /** The case of that key, a new one if need be. */
    T at(long key, long now, Supplier<T> fresh) {
        var known = find(key);
        if (known != null) {
            return known;
        }
        int set = set(key);
        int victim = set;
        float least = Float.MAX_VALUE;
        for (int i = set; i < set + WAYS; i++) {
            float weight = places[i] == null ? -1 : type.cast(places[i]).weight(now);
            if (weight < least) {
                least = weight;
                victim = i;
            }
        }
        var one = fresh.get();
        places[victim] = one;
        return one;
    }
}

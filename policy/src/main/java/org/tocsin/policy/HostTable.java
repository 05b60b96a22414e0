package org.tocsin.policy;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;

/**
 * Addresses of one prefix length: open addressing, linear probing, at most half full. A look-up allocates nothing and
 * touches one or two cache lines. The slot depends on a secret seed: who chooses addresses must not choose collisions.
 *
 * <p>Frozen once a snapshot holds it; an edit works on a copy.
 */
final class HostTable {
    private static final int SMALLEST = 16;

    private final long seed;
    private long[] keys;
    private @Nullable Decision[] values;
    private int size;

    HostTable(long seed) {
        this(seed, new long[2 * SMALLEST], new Decision[SMALLEST], 0);
    }

    private HostTable(long seed, long[] keys, @Nullable Decision[] values, int size) {
        this.seed = seed;
        this.keys = keys;
        this.values = values;
        this.size = size;
    }

    HostTable copy() {
        return new HostTable(seed, keys.clone(), values.clone(), size);
    }

    int size() {
        return size;
    }

    /** What stands there, expired or not, or null. */
    @Nullable
    Decision find(long high, long low) {
        return values[slot(high, low)];
    }

    void put(long high, long low, Decision decision, long nowMillis) {
        if (2 * (size + 1) > values.length) {
            rebuild(nowMillis);
        }
        int slot = slot(high, low);
        if (values[slot] == null) {
            size++;
        }
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        values[slot] = decision;
    }

    /** Takes an address out and closes the gap, so that no tombstones pile up. */
    void remove(long high, long low) {
        int gap = slot(high, low);
        if (values[gap] == null) {
            return;
        }
        size--;
        int mask = values.length - 1;
        for (int i = (gap + 1) & mask; values[i] != null; i = (i + 1) & mask) {
            int home = home(keys[2 * i], keys[2 * i + 1]);
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                move(i, gap);
                gap = i;
            }
        }
        values[gap] = null;
    }

    void forEach(BiConsumer<Address, Decision> visitor) {
        for (int i = 0; i < values.length; i++) {
            var decision = values[i];
            if (decision != null) {
                visitor.accept(new Address(keys[2 * i], keys[2 * i + 1]), decision);
            }
        }
    }

    /** Drops what has expired; grows if that did not make room enough. */
    private void rebuild(long nowMillis) {
        int live = 0;
        for (var decision : values) {
            live += decision != null && decision.holdsAt(nowMillis) ? 1 : 0;
        }
        int capacity = SMALLEST;
        while (capacity < 4 * live) {
            capacity *= 2;
        }
        var old = new HostTable(seed, keys, values, size);
        keys = new long[2 * capacity];
        values = new Decision[capacity];
        size = 0;
        for (int i = 0; i < old.values.length; i++) {
            var decision = old.values[i];
            if (decision != null && decision.holdsAt(nowMillis)) {
                put(old.keys[2 * i], old.keys[2 * i + 1], decision, nowMillis);
            }
        }
    }

    private void move(int from, int to) {
        keys[2 * to] = keys[2 * from];
        keys[2 * to + 1] = keys[2 * from + 1];
        values[to] = values[from];
    }

    /** The slot of the address, or the free one where it would go. */
    private int slot(long high, long low) {
        int mask = values.length - 1;
        int i = home(high, low);
        while (values[i] != null && (keys[2 * i + 1] != low || keys[2 * i] != high)) {
            i = (i + 1) & mask;
        }
        return i;
    }

    /** Two rounds of a 64-bit finaliser (MurmurHash3), keyed by the seed. */
    private int home(long high, long low) {
        long hash = (high ^ seed) * 0xff51afd7ed558ccdL;
        hash = ((hash ^ (hash >>> 33)) + low) * 0xc4ceb9fe1a85ec53L;
        hash = (hash ^ (hash >>> 29) ^ seed) * 0xff51afd7ed558ccdL;
        return (int) (hash >>> 32) & (values.length - 1);
    }
}

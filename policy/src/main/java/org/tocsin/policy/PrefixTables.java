package org.tocsin.policy;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/**
 * One {@link HostTable} for each prefix length that occurs, asked from the longest to the shortest. A list of hosts is one
 * probe; a list with networks one more for each length in it.
 */
final class PrefixTables implements AddressSet {
    static final PrefixTables EMPTY = new PrefixTables(new Family(96), new Family(0));

    private final Family v4;
    private final Family v6;

    private PrefixTables(Family v4, Family v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    @Override
    public @Nullable Decision find(Address address, long nowMillis) {
        return (address.isV4() ? v4 : v6).find(address, nowMillis);
    }

    @Override
    public @Nullable Decision at(Prefix prefix) {
        return family(prefix).exactly(prefix);
    }

    @Override
    public int size() {
        return v4.size() + v6.size();
    }

    @Override
    public void forEach(BiConsumer<Prefix, Decision> visitor) {
        v4.forEach(visitor);
        v6.forEach(visitor);
    }

    /** A copy that shares every table until {@link #put} or {@link #remove} touches it. */
    PrefixTables edit() {
        return new PrefixTables(v4.edit(), v6.edit());
    }

    void put(Prefix prefix, Decision decision, long seed, long nowMillis) {
        family(prefix)
                .own(prefix.length(), seed)
                .put(prefix.address().high(), prefix.address().low(), decision, nowMillis);
    }

    void remove(Prefix prefix) {
        if (family(prefix).has(prefix.length())) {
            family(prefix)
                    .own(prefix.length(), 0)
                    .remove(prefix.address().high(), prefix.address().low());
        }
    }

    private Family family(Prefix prefix) {
        return prefix.address().isV4() ? v4 : v6;
    }

    /** The tables of IPv4 or of IPv6, {@code lengths} descending. */
    private static final class Family {
        private final int offset;
        private int[] lengths;
        private HostTable[] tables;
        private boolean[] owned;

        Family(int offset) {
            this(offset, new int[0], new HostTable[0]);
        }

        private Family(int offset, int[] lengths, HostTable[] tables) {
            this.offset = offset;
            this.lengths = lengths;
            this.tables = tables;
            this.owned = new boolean[tables.length];
        }

        Family edit() {
            return new Family(offset, lengths.clone(), tables.clone());
        }

        @Nullable
        Decision find(Address address, long nowMillis) {
            for (int i = 0; i < lengths.length; i++) {
                int bits = offset + lengths[i];
                long high = bits >= 64 ? address.high() : address.high() & mask(bits);
                long low = bits >= 64 ? address.low() & mask(bits - 64) : 0;
                var found = tables[i].find(high, low);
                if (found != null && found.holdsAt(nowMillis)) {
                    return found;
                }
            }
            return null;
        }

        @Nullable
        Decision exactly(Prefix prefix) {
            int i = at(prefix.length());
            return i < 0
                    ? null
                    : tables[i].find(prefix.address().high(), prefix.address().low());
        }

        boolean has(int length) {
            return at(length) >= 0;
        }

        /** The table of that length, made or copied if it is not this edit's own yet. */
        HostTable own(int length, long seed) {
            int i = at(length);
            if (i < 0) {
                i = insert(length, seed);
            } else if (!owned[i]) {
                tables[i] = tables[i].copy();
                owned[i] = true;
            }
            return tables[i];
        }

        private int at(int length) {
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] == length) {
                    return i;
                }
            }
            return -1;
        }

        private int insert(int length, long seed) {
            int at = 0;
            while (at < lengths.length && lengths[at] > length) {
                at++;
            }
            int last = lengths.length;
            lengths = Arrays.copyOf(lengths, last + 1);
            tables = Arrays.copyOf(tables, last + 1);
            owned = Arrays.copyOf(owned, last + 1);
            System.arraycopy(lengths, at, lengths, at + 1, last - at);
            System.arraycopy(tables, at, tables, at + 1, last - at);
            System.arraycopy(owned, at, owned, at + 1, last - at);
            lengths[at] = length;
            tables[at] = new HostTable(seed);
            owned[at] = true;
            return at;
        }

        int size() {
            return Arrays.stream(tables).mapToInt(HostTable::size).sum();
        }

        void forEach(BiConsumer<Prefix, Decision> visitor) {
            for (int i = 0; i < lengths.length; i++) {
                int length = lengths[i];
                tables[i].forEach((address, decision) -> visitor.accept(new Prefix(address, length), decision));
            }
        }

        private static long mask(int bits) {
            return bits <= 0 ? 0 : -1L << (64 - Math.min(bits, 64));
        }
    }
}

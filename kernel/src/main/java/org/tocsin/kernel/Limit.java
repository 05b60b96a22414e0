package org.tocsin.kernel;

/**
 * The most that an input may be: a size, a count, a depth, a rate.
 *
 * @param name what is limited, as it stands in the rejection, e.g. {@code cbor.depth}
 * @param most largest accepted value, inclusive
 */
public record Limit(String name, long most) {
    /** Refuses a negative value or one above the limit; returns it otherwise. */
    public long check(long value) {
        if (value < 0 || value > most) {
            throw new Rejection(name, value + " is outside 0.." + most);
        }
        return value;
    }

    /** As {@link #check(long)}, for sizes that index arrays. */
    public int check(int value) {
        return (int) check((long) value);
    }
}

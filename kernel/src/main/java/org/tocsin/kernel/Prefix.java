package org.tocsin.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * An address range {@code address/length}; the bits behind the length are zero.
 *
 * @param length 0 to {@link Address#width()}
 */
public record Prefix(Address address, int length) {
    public Prefix {
        if (length < 0 || length > address.width()) {
            throw new Rejection(
                    "prefix.length",
                    address + "/" + length + ": a length of 0 to " + address.width() + " belongs behind the slash");
        }
        if (!masked(address, length).equals(address)) {
            throw new Rejection(
                    "prefix.bits",
                    address + "/" + length + " has bits behind its length; its network is " + around(address, length));
        }
    }

    /** The range of that length around an address. */
    public static Prefix around(Address address, int length) {
        return new Prefix(masked(address, length), length);
    }

    /** The range of one host. */
    public static Prefix host(Address address) {
        return new Prefix(address, address.width());
    }

    /** Reads {@code address} or {@code address/length}. */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(Address.parse(text));
        }
        var length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Rejection(
                    "prefix.length",
                    "'" + Printable.of(text) + "': '" + Printable.of(length) + "' is not a prefix length");
        }
        return new Prefix(Address.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    public boolean contains(Address other) {
        return other.isV4() == address.isV4() && masked(other, length).equals(address);
    }

    /** Whether all of the other range lies in this one. */
    public boolean covers(Prefix other) {
        return other.length >= length && contains(other.address);
    }

    /** What is left of this range without the other: itself, nothing, or one range for each bit that the other is longer. */
    public List<Prefix> without(Prefix hole) {
        if (hole.covers(this)) {
            return List.of();
        }
        if (!covers(hole)) {
            return List.of(this);
        }
        var left = new ArrayList<Prefix>();
        for (int bits = length + 1; bits <= hole.length; bits++) {
            left.add(around(flipped(masked(hole.address, bits), bits), bits));
        }
        return left;
    }

    /** The address with that bit turned over, counted from 1. */
    private static Address flipped(Address address, int bit) {
        int at = address.isV4() ? bit + 96 : bit;
        return at <= 64
                ? new Address(address.high() ^ 1L << (64 - at), address.low())
                : new Address(address.high(), address.low() ^ 1L << (128 - at));
    }

    private static Address masked(Address address, int length) {
        int bits = address.isV4() ? length + 96 : length;
        long high = bits >= 64 ? address.high() : address.high() & mask(bits);
        long low = bits >= 64 ? address.low() & mask(bits - 64) : 0;
        return new Address(high, low);
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : -1L << (64 - Math.min(bits, 64));
    }

    @Override
    public String toString() {
        return length == address.width() ? address.toString() : address + "/" + length;
    }
}

package org.tocsin.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address as two longs. IPv4 lives in {@code ::ffff:0:0/96}, so that both spellings of one host are equal.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Address(long high, long low) implements Comparable<Address> {
    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    public static Address v4(int bits) {
        return new Address(0, MAPPED | (bits & 0xffff_ffffL));
    }

    /** From 4 or 16 network-order bytes. */
    public static Address of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> v4(ByteBuffer.wrap(bytes).getInt());
            case 16 ->
                new Address(
                        ByteBuffer.wrap(bytes).getLong(), ByteBuffer.wrap(bytes).getLong(8));
            default -> throw new Rejection("address.size", bytes.length + " bytes, an address has 4 or 16");
        };
    }

    public static Address of(InetAddress address) {
        return of(address.getAddress());
    }

    /** Reads dotted-quad IPv4 or RFC 4291 IPv6 text; names are refused, nothing is looked up. */
    public static Address parse(String text) {
        return AddressText.parse(text);
    }

    public boolean isV4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
    }

    /** The 32 bits of an IPv4 address. */
    public int v4Bits() {
        return (int) low;
    }

    /** 32 for IPv4, 128 for IPv6. */
    public int width() {
        return isV4() ? 32 : 128;
    }

    /** 4 or 16 network-order bytes. */
    public byte[] toArray() {
        return isV4()
                ? ByteBuffer.allocate(4).putInt(v4Bits()).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    public InetAddress toInet() {
        try {
            return InetAddress.getByAddress(toArray());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }

    @Override
    public int compareTo(Address other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /** Dotted quad, or RFC 5952 text. */
    @Override
    public String toString() {
        return AddressText.format(this);
    }
}

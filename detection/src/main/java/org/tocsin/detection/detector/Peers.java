package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tocsin.detection.Finding;
import org.tocsin.kernel.Address;

/**
 * The latest distinct peers of a test with the time, packet and port of each; grows up to a bound, then the oldest goes. All in
 * one array of ints, because every device has several of these.
 */
final class Peers {
    private static final long MAPPED = 0x0000_ffff_0000_0000L;
    private static final int ANY = -1;
    /** Tick, number, port, then the address: one int of IPv4, or four. */
    private static final int ADDRESS = 3;

    private final int most;
    private final boolean v4;
    private final int stride;
    private int[] data;
    private int size;

    /** @param v4 only IPv4 addresses will come */
    Peers(int most, boolean v4) {
        this.most = most;
        this.v4 = v4;
        this.stride = ADDRESS + (v4 ? 1 : 4);
        this.data = new int[2 * stride];
    }

    /** Notes a peer; true if it was not there within the window. */
    boolean add(long high, long low, int port, long time, long number, long now, long window) {
        int place = 0;
        long oldest = -1;
        for (int i = 0; i < size; i++) {
            if (same(i, high, low)) {
                if (Tick.within(data[i * stride], now, window)) {
                    return false;
                }
                set(i, high, low, port, time, number);
                return true;
            }
            long age = Tick.age(data[i * stride], now);
            if (age > oldest) {
                oldest = age;
                place = i;
            }
        }
        if (size < most) {
            if (size * stride == data.length) {
                data = Arrays.copyOf(data, Math.min(most, size * 2) * stride);
            }
            place = size++;
        }
        set(place, high, low, port, time, number);
        return true;
    }

    private boolean same(int i, long high, long low) {
        int at = i * stride + ADDRESS;
        return data[at] == (int) low
                && (v4
                        || (data[at + 1] == (int) (low >>> 32)
                                && data[at + 2] == (int) high
                                && data[at + 3] == (int) (high >>> 32)));
    }

    private void set(int i, long high, long low, int port, long time, long number) {
        int at = i * stride;
        data[at] = Tick.of(time);
        data[at + 1] = (int) number;
        data[at + 2] = port;
        data[at + ADDRESS] = (int) low;
        if (!v4) {
            data[at + ADDRESS + 1] = (int) (low >>> 32);
            data[at + ADDRESS + 2] = (int) high;
            data[at + ADDRESS + 3] = (int) (high >>> 32);
        }
    }

    /** What counts: within a window before now, at one port or (below 0) at any. */
    record Selection(long now, long window, int port) {}

    int count(Selection of) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += selected(i, of) ? 1 : 0;
        }
        return count;
    }

    private boolean selected(int i, Selection of) {
        int at = i * stride;
        return Tick.within(data[at], of.now, of.window) && (of.port <= ANY || data[at + 2] == of.port);
    }

    /** Nanoseconds since the first of the selected. */
    long span(Selection of) {
        long span = 0;
        for (int i = 0; i < size; i++) {
            span = selected(i, of) ? Math.max(span, Tick.age(data[i * stride], of.now)) : span;
        }
        return span;
    }

    /** Packet of the first of the selected, seen from the current packet. */
    long firstNumber(Selection of, long current) {
        long first = current;
        for (int i = 0; i < size; i++) {
            first = selected(i, of) ? Math.min(first, Tick.number(data[i * stride + 1], current)) : first;
        }
        return first;
    }

    List<Address> addresses(Selection of) {
        var list = new ArrayList<Address>();
        for (int i = 0; i < size && list.size() < Finding.MOST_PEERS; i++) {
            if (selected(i, of)) {
                list.add(address(i * stride + ADDRESS));
            }
        }
        return list;
    }

    private Address address(int at) {
        long low = data[at] & 0xffff_ffffL;
        return v4
                ? new Address(0, MAPPED | low)
                : new Address(
                        (long) data[at + 3] << 32 | (data[at + 2] & 0xffff_ffffL), (long) data[at + 1] << 32 | low);
    }

    List<Integer> ports(Selection of) {
        var list = new ArrayList<Integer>();
        for (int i = 0; i < size && list.size() < Finding.MOST_PORTS; i++) {
            int port = data[i * stride + 2];
            if (selected(i, of) && port != 0 && !list.contains(port)) {
                list.add(port);
            }
        }
        return list;
    }
}

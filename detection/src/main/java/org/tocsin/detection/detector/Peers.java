package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tocsin.detection.Finding;
import org.tocsin.kernel.Address;

/** The latest distinct peers of a test with the time, packet and port of each; grows up to a bound, then the oldest goes. */
final class Peers {
    private final int most;
    private long[] highs = new long[4];
    private long[] lows = new long[4];
    private long[] times = new long[4];
    private long[] numbers = new long[4];
    private char[] ports = new char[4];
    private int size;

    Peers(int most) {
        this.most = most;
    }

    /** Notes a peer; true if it was not there. One that was there and is stale becomes fresh. */
    boolean add(long high, long low, int port, long time, long number, long staleBefore) {
        int oldest = 0;
        for (int i = 0; i < size; i++) {
            if (lows[i] == low && highs[i] == high) {
                if (times[i] >= staleBefore) {
                    return false;
                }
                set(i, high, low, port, time, number);
                return true;
            }
            if (times[i] < times[oldest]) {
                oldest = i;
            }
        }
        if (size < most) {
            grow();
            oldest = size++;
        }
        set(oldest, high, low, port, time, number);
        return true;
    }

    private void grow() {
        if (size == lows.length) {
            int wider = Math.min(most, size * 2);
            highs = Arrays.copyOf(highs, wider);
            lows = Arrays.copyOf(lows, wider);
            times = Arrays.copyOf(times, wider);
            numbers = Arrays.copyOf(numbers, wider);
            ports = Arrays.copyOf(ports, wider);
        }
    }

    private void set(int at, long high, long low, int port, long time, long number) {
        highs[at] = high;
        lows[at] = low;
        times[at] = time;
        numbers[at] = number;
        ports[at] = (char) port;
    }

    /** Peers not older than that, of one port or (-1) of any. */
    int count(long since, int port) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] >= since && (port < 0 || ports[i] == port)) {
                count++;
            }
        }
        return count;
    }

    long firstNumber(long since, int port) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (times[i] >= since && (port < 0 || ports[i] == port)) {
                first = Math.min(first, numbers[i]);
            }
        }
        return first;
    }

    long firstTime(long since, int port) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (times[i] >= since && (port < 0 || ports[i] == port)) {
                first = Math.min(first, times[i]);
            }
        }
        return first;
    }

    List<Address> addresses(long since, int port) {
        var list = new ArrayList<Address>();
        for (int i = 0; i < size && list.size() < Finding.MOST_PEERS; i++) {
            if (times[i] >= since && (port < 0 || ports[i] == port)) {
                list.add(new Address(highs[i], lows[i]));
            }
        }
        return list;
    }

    List<Integer> ports(long since) {
        var list = new ArrayList<Integer>();
        for (int i = 0; i < size && list.size() < Finding.MOST_PORTS; i++) {
            if (times[i] >= since && ports[i] != 0 && !list.contains((int) ports[i])) {
                list.add((int) ports[i]);
            }
        }
        return list;
    }
}

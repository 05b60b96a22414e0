package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Finding;

/**
 * Vertical scan: signs that one source sounds out one host. A sign is a port with what happened there; each counts once. Who
 * uses a service does not reach for closed ports, hang up without a word or send the probes of scanning tools.
 */
final class PortTest {
    static final long WINDOW = 60_000_000_000L;
    /** Weight of signs within the window that makes a finding: six ports. */
    static final int ENOUGH = 12;
    /** As {@link FanOut#DEAF}. */
    static final int DEAF = 48;

    private static final int TARGETS = 3;
    private static final int SIGNS = 24;

    /** What happened at a port. */
    enum Sign {
        /** A datagram without an answer: weak, many protocols expect none. */
        SILENCE(1),
        /** A connection refused or never answered. */
        CLOSED(2),
        /** A connection opened and reset without a word. */
        ABORTED(2),
        /** A request that only probes send: HTTP/1.0 without any header. */
        BARE(2),
        /** A tool that names itself. */
        TOOL(6);

        final int weight;

        Sign(int weight) {
            this.weight = weight;
        }
    }

    private final @Nullable Target[] targets = new @Nullable Target[TARGETS];

    /** The target that was last told of. */
    private @Nullable Target latest;

    /** Signs at one host. */
    static final class Target {
        final long high;
        final long low;
        final Episode episode = new Episode();
        private char[] ports = new char[4];
        private Sign[] signs = new Sign[4];
        private long[] times = new long[4];
        private long[] numbers = new long[4];
        private boolean[] proven = new boolean[4];
        private int size;
        private long last;

        Target(long high, long low) {
            this.high = high;
            this.low = low;
        }

        private boolean add(int port, Sign sign, long time, long number, boolean handshake, long stale) {
            int oldest = 0;
            for (int i = 0; i < size; i++) {
                if (ports[i] == port && signs[i] == sign) {
                    boolean fresh = times[i] < stale;
                    times[i] = time;
                    proven[i] = handshake;
                    numbers[i] = fresh ? number : numbers[i];
                    return fresh;
                }
                if (times[i] < times[oldest]) {
                    oldest = i;
                }
            }
            if (size < SIGNS) {
                grow();
                oldest = size++;
            }
            ports[oldest] = (char) port;
            signs[oldest] = sign;
            times[oldest] = time;
            numbers[oldest] = number;
            proven[oldest] = handshake;
            return true;
        }

        private void grow() {
            if (size == ports.length) {
                int wider = Math.min(SIGNS, size * 2);
                ports = Arrays.copyOf(ports, wider);
                signs = Arrays.copyOf(signs, wider);
                times = Arrays.copyOf(times, wider);
                numbers = Arrays.copyOf(numbers, wider);
                proven = Arrays.copyOf(proven, wider);
            }
        }

        int weight(long since, boolean onlyProven) {
            int weight = 0;
            for (int i = 0; i < size; i++) {
                if (times[i] >= since && (proven[i] || !onlyProven)) {
                    weight += signs[i].weight;
                }
            }
            return weight;
        }

        int count(long since, Sign sign) {
            int count = 0;
            for (int i = 0; i < size; i++) {
                if (times[i] >= since && signs[i] == sign) {
                    count++;
                }
            }
            return count;
        }

        long firstNumber(long since) {
            long first = Long.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                first = times[i] >= since ? Math.min(first, numbers[i]) : first;
            }
            return first;
        }

        long firstTime(long since) {
            long first = Long.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                first = times[i] >= since ? Math.min(first, times[i]) : first;
            }
            return first;
        }

        List<Integer> ports(long since) {
            var list = new ArrayList<Integer>();
            for (int i = 0; i < size && list.size() < Finding.MOST_PORTS; i++) {
                if (times[i] >= since && !list.contains((int) ports[i])) {
                    list.add((int) ports[i]);
                }
            }
            return list;
        }
    }

    /** Notes a sign; true if a finding is due. */
    boolean sign(
            long high, long low, int port, Sign sign, long time, long number, boolean proven, long now, int threshold) {
        var target = target(high, low, now);
        latest = target;
        target.last = now;
        if (!target.add(port, sign, time, number, proven, now - WINDOW)) {
            return false;
        }
        target.episode.touch(now);
        target.episode.grow();
        return target.episode.raise(target.weight(now - WINDOW, false), threshold);
    }

    private Target target(long high, long low, long now) {
        int victim = 0;
        long best = Long.MIN_VALUE;
        for (int i = 0; i < TARGETS; i++) {
            var there = targets[i];
            if (there != null && there.low == low && there.high == high) {
                return there;
            }
            long loss = there == null
                    ? Long.MAX_VALUE
                    : (now - there.last) / (there.episode.running() ? 16 : there.size > 2 ? 4 : 1);
            if (loss > best) {
                best = loss;
                victim = i;
            }
        }
        var target = new Target(high, low);
        targets[victim] = target;
        return target;
    }

    @Nullable
    Target latest() {
        return latest;
    }
}

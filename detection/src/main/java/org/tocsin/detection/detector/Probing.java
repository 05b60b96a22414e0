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
final class Probing {
    static final long WINDOW = 60_000_000_000L;
    /** Weight of signs within the window that makes a finding: six ports. */
    static final int ENOUGH = 12;
    /** As {@link FanOut#DEAF}. */
    static final int DEAF = 32;

    /** As {@link #DEAF}, of silent datagrams alone, which weigh half. */
    private static final int DEAF_SILENCE = 16;

    private static final int TARGETS = 2;
    private static final int SIGNS = 16;

    /** What happened at a port. */
    enum Sign {
        /** A datagram without an answer: weak, many protocols expect none. */
        SILENCE(0, 1),
        /** A connection refused or never answered. */
        CLOSED(1, 2),
        /** A connection opened and reset without a word. */
        ABORTED(2, 2),
        /** A request that only probes send: HTTP/1.0 without any header. */
        BARE(3, 2),
        /** A tool that names itself. */
        TOOL(4, 6);

        final int code;
        final int weight;

        Sign(int code, int weight) {
            this.code = code;
            this.weight = weight;
        }

        static Sign of(int code) {
            return switch (code) {
                case 0 -> SILENCE;
                case 1 -> CLOSED;
                case 2 -> ABORTED;
                case 3 -> BARE;
                default -> TOOL;
            };
        }
    }

    private final @Nullable Target[] targets = new @Nullable Target[TARGETS];

    /** The target that was last told of. */
    private @Nullable Target latest;

    /** Signs at one host; three ints each: port, sign and proof, time, packet. */
    static final class Target {
        private static final int STRIDE = 3;
        private static final int PROVEN = 1 << 24;

        final long high;
        final long low;
        final Episode episode = new Episode();
        private int[] signs = new int[4 * STRIDE];
        private int size;
        private long last;

        Target(long high, long low) {
            this.high = high;
            this.low = low;
        }

        private boolean add(int port, Sign sign, long time, long number, boolean proven, long now) {
            int key = port | sign.code << 16;
            int place = 0;
            long oldest = -1;
            for (int i = 0; i < size * STRIDE; i += STRIDE) {
                if ((signs[i] & ~PROVEN) == key) {
                    boolean fresh = !Tick.within(signs[i + 1], now, WINDOW);
                    set(i, proven ? key | PROVEN : key, time, fresh ? (int) number : signs[i + 2]);
                    return fresh;
                }
                long age = Tick.age(signs[i + 1], now);
                if (age > oldest) {
                    oldest = age;
                    place = i;
                }
            }
            if (size < SIGNS) {
                if (size * STRIDE == signs.length) {
                    signs = Arrays.copyOf(signs, Math.min(SIGNS, size * 2) * STRIDE);
                }
                place = size++ * STRIDE;
            }
            set(place, proven ? key | PROVEN : key, time, (int) number);
            return true;
        }

        private void set(int at, int key, long time, int number) {
            signs[at] = key;
            signs[at + 1] = Tick.of(time);
            signs[at + 2] = number;
        }

        int weight(long now, boolean onlyProven) {
            int weight = 0;
            for (int i = 0; i < size * STRIDE; i += STRIDE) {
                if (Tick.within(signs[i + 1], now, WINDOW) && ((signs[i] & PROVEN) != 0 || !onlyProven)) {
                    weight += Sign.of(signs[i] >>> 16 & 0xff).weight;
                }
            }
            return weight;
        }

        int count(long now, Sign sign) {
            int count = 0;
            for (int i = 0; i < size * STRIDE; i += STRIDE) {
                count += Tick.within(signs[i + 1], now, WINDOW) && (signs[i] >>> 16 & 0xff) == sign.code ? 1 : 0;
            }
            return count;
        }

        long firstNumber(long now, long current) {
            long first = current;
            for (int i = 0; i < size * STRIDE; i += STRIDE) {
                first = Tick.within(signs[i + 1], now, WINDOW)
                        ? Math.min(first, Tick.number(signs[i + 2], current))
                        : first;
            }
            return first;
        }

        /** Nanoseconds since the first sign that counts. */
        long span(long now) {
            long span = 0;
            for (int i = 0; i < size * STRIDE; i += STRIDE) {
                span = Tick.within(signs[i + 1], now, WINDOW) ? Math.max(span, Tick.age(signs[i + 1], now)) : span;
            }
            return span;
        }

        List<Integer> ports(long now) {
            var list = new ArrayList<Integer>();
            for (int i = 0; i < size * STRIDE && list.size() < Finding.MOST_PORTS; i += STRIDE) {
                if (Tick.within(signs[i + 1], now, WINDOW) && !list.contains(signs[i] & 0xffff)) {
                    list.add(signs[i] & 0xffff);
                }
            }
            return list;
        }
    }

    /** What it takes for an address that no answer has ever reached. */
    static int deaf(Sign sign) {
        return sign == Sign.SILENCE ? DEAF_SILENCE : DEAF;
    }

    /** Notes a sign; true if a finding is due. */
    boolean sign(
            long high, long low, int port, Sign sign, long time, long number, boolean proven, long now, int threshold) {
        var target = target(high, low, now);
        latest = target;
        if (target == null) {
            return false;
        }
        target.last = now;
        if (!target.add(port, sign, time, number, proven, now)) {
            return false;
        }
        target.episode.touch(now);
        target.episode.grow();
        return target.episode.raise(target.weight(now, false), threshold);
    }

    /** The target's place; null if both are in use and the lot gives it none. One that was told of stays. */
    private @Nullable Target target(long high, long low, long now) {
        int free = Places.NONE;
        for (int i = 0; i < TARGETS; i++) {
            var there = targets[i];
            if (there != null && there.low == low && there.high == high) {
                return there;
            }
            free = there == null || now - there.last > WINDOW ? i : free;
        }
        if (free == Places.NONE) {
            free = Places.byLot(TARGETS, now, low ^ high);
            if (free == Places.NONE || running(free)) {
                return null;
            }
        }
        var target = new Target(high, low);
        targets[free] = target;
        return target;
    }

    private boolean running(int place) {
        var there = targets[place];
        return there != null && there.episode.running();
    }

    @Nullable
    Target latest() {
        return latest;
    }
}

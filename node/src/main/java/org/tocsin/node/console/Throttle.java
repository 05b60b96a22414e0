package org.tocsin.node.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/**
 * Slows down those who guess tokens: five failures at once, then one in twelve seconds, for each source. Counted by source, so
 * that a stranger who guesses can't lock an operator out.
 */
final class Throttle {
    static final int BURST = 5;
    static final Duration REFILL = Duration.ofSeconds(12);
    private static final int MOST_SOURCES = 10_000;

    private final Clock clock;
    private final Map<String, Failures> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How many failures stand against a source, and since when they melt. */
    private record Failures(double count, long nanos) {}

    /** How long this source must wait before it may try again; zero when it may. */
    synchronized Duration wait(String source) {
        double over = left(key(source)) - (BURST - 1);
        return over <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(over * REFILL.toMillis()));
    }

    synchronized void failed(String source) {
        var key = key(source);
        sources.put(key, new Failures(left(key) + 1, clock.nanos()));
    }

    private double left(String key) {
        var failures = sources.get(key);
        if (failures == null) {
            return 0;
        }
        double melted = (double) (clock.nanos() - failures.nanos) / REFILL.toNanos();
        return Math.max(0, failures.count - melted);
    }

    /** One host commands a whole /64. */
    private static String key(String source) {
        try {
            var address = Address.parse(source);
            return address.isV4() ? source : Prefix.around(address, 64).toString();
        } catch (Rejection noAddress) {
            return source;
        }
    }
}

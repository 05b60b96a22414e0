package org.tocsin.detection.detector;

/**
 * A time that goes on where the stamps of packets jump back: a sensor's clock was set, or an older capture follows. A test that
 * compares times would else wait until the old hour comes again; a device would learn all the while, an attacker's calls with it.
 */
final class CaptureClock {
    /** Packets of several queues come a little out of order; that is no jump. */
    private static final long DISORDER = 10_000_000_000L;

    private long shift;
    private long latest = Long.MIN_VALUE + DISORDER;

    /** The time of a packet, at most {@link #DISORDER} before the latest. */
    long at(long stamp) {
        if (stamp + shift < latest - DISORDER) {
            shift = latest - stamp;
        }
        latest = Math.max(latest, stamp + shift);
        return stamp + shift;
    }

    /** The time of a moment without a packet. */
    long since(long stamp) {
        return stamp + shift;
    }

    /** What stands on the sensor's clock, as it is set now, at a time. */
    long stamp(long time) {
        return time - shift;
    }
}

package org.tocsin.federation.follow;

import org.tocsin.kernel.Clock;

/**
 * How much a peer may say. Over it, entries are still hashed, so that its log stays verified, but payloads wait: a flood costs a
 * hash and a row each and nothing else. Source: ARCHITECTURE section 5. One thread at a time.
 */
final class Quota {
    private static final double NANOS_A_MINUTE = 60e9;
    private static final double NANOS_A_SECOND = 1e9;

    private final Clock clock;
    private final double entriesANano;
    private final double burst;
    private final double bytesANano;
    private final double burstBytes;
    private double entries;
    private double bytes;
    private long at;

    /** @param bytesASecond refill; ten seconds' worth may come at once */
    Quota(Clock clock, int entriesAMinute, int burst, int bytesASecond) {
        this.clock = clock;
        this.entriesANano = entriesAMinute / NANOS_A_MINUTE;
        this.burst = burst;
        this.bytesANano = bytesASecond / NANOS_A_SECOND;
        this.burstBytes = 10.0 * bytesASecond;
        entries = burst;
        bytes = burstBytes;
        at = clock.nanos();
    }

    /** Takes one entry of that payload size; false when it must wait. A large one may leave a debt, else it would wait for ever. */
    boolean take(int size) {
        refill();
        if (entries < 1 || bytes <= 0) {
            return false;
        }
        entries--;
        bytes -= size;
        return true;
    }

    /** Takes as many entries as there are, at most so many: their payloads are asked for. */
    int takeUpTo(int most) {
        refill();
        int taken = bytes <= 0 ? 0 : (int) Math.min(most, entries);
        entries -= taken;
        return taken;
    }

    /** Gives back what was asked for and did not come. */
    void giveBack(int unused) {
        entries = Math.min(burst, entries + unused);
    }

    /** Takes bytes of a payload that was asked for. */
    void spend(int size) {
        refill();
        bytes -= size;
    }

    private void refill() {
        long now = clock.nanos();
        double passed = Math.max(0, now - at);
        entries = Math.min(burst, entries + passed * entriesANano);
        bytes = Math.min(burstBytes, bytes + passed * bytesANano);
        at = now;
    }
}

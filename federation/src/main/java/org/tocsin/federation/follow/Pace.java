package org.tocsin.federation.follow;

import org.tocsin.federation.frame.Frame;

/**
 * How fast one session's frames are worked on. Above it they are read later: flow control holds the peer back, so nothing is
 * lost, nothing piles up, and nobody else waits. Measured in units of about 50 microseconds. One thread at a time.
 */
final class Pace {
    private static final double UNITS_A_NANO = 500 / 1e9;
    private static final double BURST = 5_000;

    private double left = BURST;
    private long at;

    Pace(long nanos) {
        at = nanos;
    }

    /** Takes that many units; returns for how many nanoseconds nothing more may be read. */
    long take(int units, long nanos) {
        left = Math.min(BURST, left + Math.max(0, nanos - at) * UNITS_A_NANO) - units;
        at = nanos;
        return left >= 0 ? 0 : (long) (-left / UNITS_A_NANO);
    }

    /** What a frame costs its receiver: signatures, rows, and the answer that it asks for. */
    static int cost(Frame frame) {
        return switch (frame) {
            case Frame.Hello _ -> 100;
            case Frame.Want want -> 10 + 10 * want.logs().size();
            case Frame.Batch _ -> 2;
            case Frame.Heads heads -> 2 + heads.heads().size() / 4;
            case Frame.Show _, Frame.Shown _ -> 10;
            case Frame.Fetch fetch -> 1 + fetch.indices().size();
            case Frame.Payloads payloads -> 1 + payloads.payloads().size();
            case Frame.Heartbeat _, Frame.Cosignature _, Frame.Problem _, Frame.Unknown _ -> 1;
        };
    }
}

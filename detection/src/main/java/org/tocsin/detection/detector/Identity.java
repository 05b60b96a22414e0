package org.tocsin.detection.detector;

/** One client identifier at one MQTT broker: who uses it, and how often it changed hands. */
final class Identity implements Cases.Case {
    /** A device that moves changes its address once; two that share an identifier push each other out again and again. */
    private static final int MOST = 3;

    private static final float USUAL = 1 / 600f;

    private final long key;
    final Run swaps = new Run(new Level(USUAL, MOST));
    long high;
    long low;
    private boolean known;

    Identity(long key) {
        this.key = key;
    }

    /** It is used from that address; true if a finding is due. */
    boolean used(long fromHigh, long fromLow, long number, long now) {
        boolean other = known && (high != fromHigh || low != fromLow);
        return other && swaps.add(1, number, now);
    }

    /** It belongs to that address now. */
    void moves(long toHigh, long toLow) {
        known = true;
        high = toHigh;
        low = toLow;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return swaps.weight(now);
    }
}

package org.tocsin.detection.detector;

/** Which station an IPv4 address belongs to by ARP, and whether another contests it. */
final class Claim implements Cases.Case {
    /** Claims that an address moves while its owner still uses it, above one in 200 s; a move is one. */
    private static final int MOST = 2;

    private static final long SETTLED = 60_000_000_000L;

    final long low;
    final Run contested = new Run(new Level(1 / 200f, MOST));
    long owner;
    private final long since;
    /** When the owner last said so by ARP. */
    long said;
    /** When somebody last asked for it. */
    long asked = Long.MIN_VALUE / 2;

    long challenger;
    long challenged;
    /** The owner has used the address since it was last challenged. */
    boolean used;

    Claim(long low, long owner, long now) {
        this.low = low;
        this.owner = owner;
        this.since = now;
        this.said = now;
    }

    @Override
    public long key() {
        return Mix.mix(low);
    }

    /** A flood of made-up claims pushes out none that has stood for a while. */
    @Override
    public float weight(long now) {
        return contested.weight(now) + (said - since >= SETTLED ? 1 : 0);
    }
}

package org.tocsin.detection.detector;

/** What one client does at one MQTT broker. */
final class Broker implements Cases.Case {
    /** Sessions that are held and say nothing; a network of devices behind one address opens fewer, and they speak. */
    static final int HELD = 50;
    /** Two broken messages within ten minutes are a bug; a third connection that sends one is an attempt. */
    private static final int BROKEN = 2;

    private final long key;
    /** {@link Actor#key} of the client. */
    final long client;

    final long high;
    final long low;
    final int port;
    /** As of {@link Guessing.Target}. */
    final boolean proven;

    final Run connects = new Run(new Level(10, 200));
    final Run publishes = new Run(new Level(100, 1_000));
    final Run broken = new Run(new Level(1 / 600f, BROKEN));
    final Episode held = new Episode();
    int idle;
    /** It asked for all that is said at the broker: evidence beside a finding, none by itself. */
    boolean everything;

    private Broker(long key, long client, long high, long low, int port, boolean proven) {
        this.key = key;
        this.client = client;
        this.high = high;
        this.low = low;
        this.port = port;
        this.proven = proven;
    }

    /** The case of one client at one broker. */
    static Broker of(Cases<Broker> cases, Actor client, long high, long low, int port, boolean proven, long now) {
        long key = Mix.mix(client.key() + 31 * Mix.address(high, low) + port + (proven ? 1 << 16 : 0));
        return cases.at(key, now, () -> new Broker(key, client.key(), high, low, port, proven));
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        float held = idle / (float) HELD;
        return Math.max(Math.max(connects.weight(now), publishes.weight(now)), Math.max(broken.weight(now), held));
    }
}

package org.tocsin.detection.detector;

/** What one device of ours sends to one outside. */
final class Upload implements Cases.Case {
    /** Bytes a second: what status, logs and voice take. */
    private static final int USUAL = 2_000;
    /** Bytes beyond. */
    private static final int MOST = 20_000_000;

    private final long key;
    final long client;
    final Run bytes = new Run(new Level(USUAL, MOST));

    /** @param client {@link Actor#key} of the device */
    Upload(long key, long client) {
        this.key = key;
        this.client = client;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return bytes.weight(now);
    }
}

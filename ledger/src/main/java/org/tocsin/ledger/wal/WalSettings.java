package org.tocsin.ledger.wal;

import org.tocsin.kernel.Limit;

/**
 * Sizes of a local WAL.
 *
 * @param segmentBytes size of a new segment; existing ones keep theirs
 * @param segments most files at once; beyond it appends are refused until payloads are in SQL
 * @param writtenBy program and version, for people
 */
public record WalSettings(int segmentBytes, int segments, String writtenBy) {
    private static final Limit SEGMENT = new Limit("wal.segment-bytes", 1 << 30);
    private static final Limit SEGMENTS = new Limit("wal.segments", 1_024);

    public WalSettings {
        SEGMENT.check(segmentBytes);
        SEGMENTS.check(segments);
    }
}

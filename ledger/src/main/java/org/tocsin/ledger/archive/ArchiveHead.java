package org.tocsin.ledger.archive;

import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.Origin;

/**
 * What the archive of a log holds: {@code [magic, format, written-by, origin, size, ended]}.
 *
 * @param size entries that are in tiles and durable
 * @param ended no entry may follow: a successor has taken over
 */
record ArchiveHead(String writtenBy, Origin origin, long size, boolean ended) {
    private static final String MAGIC = "tocsin-log";
    private static final int FORMAT = 1;
    private static final int PARTS = 6;
    private static final Limit SIZE = new Limit("archive.head-size", 4_096);

    byte[] encode() {
        return new CborWriter()
                .array(PARTS)
                .text(MAGIC)
                .uint(FORMAT)
                .text(writtenBy)
                .text(origin.toString())
                .uint(size)
                .bool(ended)
                .toArray();
    }

    static ArchiveHead decode(byte[] encoded) {
        SIZE.check(encoded.length);
        var in = new CborReader(encoded);
        int count = in.array(3);
        if (!in.text().equals(MAGIC)) {
            throw new Rejection("archive.foreign", "a head that no ledger has written");
        }
        long format = in.uint();
        var writtenBy = in.text();
        if (format > FORMAT) {
            throw new Rejection(
                    "archive.newer-format",
                    "format " + format + " was written by " + writtenBy + "; this program knows up to " + FORMAT);
        }
        var head = new ArchiveHead(writtenBy, Origin.parse(in.text()), in.uint(), in.bool());
        in.skip(count - PARTS);
        in.end();
        return head;
    }
}

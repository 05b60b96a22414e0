package org.tocsin.ledger.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.disk.DiskFile;

/**
 * First page of a segment: {@code length: u32, crc32c: u32, [magic, format, written-by, number, first-sequence]}. A page of
 * zeros is a spare.
 *
 * @param format of the segment
 * @param writtenBy program and version, for people
 * @param number of the segment in the order of writing
 * @param first sequence number that the segment may hold
 */
record SegmentHeader(long format, String writtenBy, long number, long first) {
    static final int PAGE = 4_096;
    static final int FORMAT = 1;
    private static final String MAGIC = "tocsin-wal";
    private static final Limit WRITTEN_BY = new Limit("wal.written-by", 200);

    SegmentHeader {
        WRITTEN_BY.check(writtenBy.length());
    }

    void write(DiskFile file) throws IOException {
        var body = new CborWriter()
                .array(5)
                .text(MAGIC)
                .uint(format)
                .text(writtenBy)
                .uint(number)
                .uint(first)
                .toArray();
        var page = ByteBuffer.allocate(PAGE);
        page.putInt(body.length).putInt(checksum(body)).put(body).clear();
        file.write(page, 0);
        file.sync();
    }

    /** Makes a segment a spare. */
    static void erase(DiskFile file) throws IOException {
        file.write(ByteBuffer.allocate(PAGE), 0);
        file.sync();
    }

    /** Whether the page is all zeros. */
    static boolean isSpare(DiskFile file) throws IOException {
        var page = ByteBuffer.allocate(PAGE);
        return file.read(page, 0) == PAGE && page.clear().mismatch(ByteBuffer.allocate(PAGE)) < 0;
    }

    /** The header, or null if the page holds none; a newer format is refused by name. */
    static @Nullable SegmentHeader read(DiskFile file) throws IOException {
        var bytes = new byte[PAGE];
        var page = ByteBuffer.wrap(bytes);
        if (file.read(page, 0) < PAGE) {
            return null;
        }
        int length = page.getInt(0);
        if (length <= 0 || length > PAGE - 2 * Integer.BYTES) {
            return null;
        }
        var body = Arrays.copyOfRange(bytes, 2 * Integer.BYTES, 2 * Integer.BYTES + length);
        if (checksum(body) != page.getInt(Integer.BYTES)) {
            return null;
        }
        var in = new CborReader(body);
        int count = in.array(3);
        if (!in.text().equals(MAGIC)) {
            throw new Rejection("wal.foreign", "a segment that no ledger has written");
        }
        long format = in.uint();
        var writtenBy = in.text();
        if (format > FORMAT) {
            throw new Rejection(
                    "wal.newer-format",
                    "format " + format + " was written by " + writtenBy + "; this program knows up to " + FORMAT);
        }
        var header = new SegmentHeader(format, writtenBy, in.uint(), in.uint());
        in.skip(count - 5);
        return header;
    }

    private static int checksum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}

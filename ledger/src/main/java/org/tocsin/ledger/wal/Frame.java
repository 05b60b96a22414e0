package org.tocsin.ledger.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.disk.DiskFile;

/**
 * What stands between records on disk: {@code length: u32, crc32c: u32, batch: u64, attempt: u32, body}, big-endian, the
 * checksum over all but itself.
 *
 * @param batch first sequence number of its batch: tells what is left over from an earlier use of the segment from what was
 *     written later
 * @param attempt differs each time that a batch is begun: after a torn batch another may take its place, and where the two
 *     have records of one size, the end of the first would pass for the end of the second
 * @param record null in the marker that ends a batch
 * @param sequence of the record or the marker
 * @param count records before the marker; 0 in a record
 * @param size of the whole frame in bytes
 */
record Frame(long batch, int attempt, @Nullable WalRecord record, long sequence, long count, int size) {
    static final int HEAD = 20;

    /** Where the batch stands in the head. */
    static final int BATCH = 8;

    private static final int ATTEMPT = 16;

    /** Largest marker: {@code [sequence, count]}. */
    static final int MARKER = HEAD + 1 + 9 + 9;

    static void write(ByteBuffer out, CRC32C crc, long batch, int attempt, byte[] body) {
        int at = out.position();
        out.putInt(body.length).putInt(0).putLong(batch).putInt(attempt).put(body);
        out.putInt(at + Integer.BYTES, checksum(crc, out, at, body.length));
    }

    static byte[] marker(long sequence, long count) {
        return new CborWriter().array(2).uint(sequence).uint(count).toArray();
    }

    /** The frame at a position, or null if there is no valid one that fits before {@code end}. */
    static @Nullable Frame read(DiskFile file, long position, long end) throws IOException {
        var head = ByteBuffer.allocate(HEAD);
        if (position + HEAD > end || file.read(head, position) < HEAD) {
            return null;
        }
        int length = head.getInt(0);
        if (length <= 0 || length > end - position - HEAD) {
            return null;
        }
        var whole = new byte[HEAD + length];
        var view = ByteBuffer.wrap(whole);
        boolean valid = file.read(view, position) == whole.length
                && view.getInt(Integer.BYTES) == checksum(new CRC32C(), view, 0, length);
        return valid ? decode(whole, head.getLong(BATCH), head.getInt(ATTEMPT)) : null;
    }

    private static @Nullable Frame decode(byte[] whole, long batch, int attempt) {
        int size = whole.length;
        try {
            var in = new CborReader(whole, HEAD, size);
            int parts = in.array(2);
            if (parts >= WalRecord.PARTS) {
                var record = WalRecord.read(in, parts);
                return new Frame(batch, attempt, record, record.sequence(), 0, size);
            }
            return new Frame(batch, attempt, null, in.uint(), in.uint(), size);
        } catch (Rejection notOurs) {
            return null;
        }
    }

    private static int checksum(CRC32C crc, ByteBuffer buffer, int at, int length) {
        crc.reset();
        crc.update(buffer.slice(at, Integer.BYTES));
        crc.update(buffer.slice(at + BATCH, HEAD - BATCH + length));
        return (int) crc.getValue();
    }
}

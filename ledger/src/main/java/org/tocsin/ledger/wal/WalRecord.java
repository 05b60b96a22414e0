package org.tocsin.ledger.wal;

import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * One entry of one log in the WAL: {@code [sequence, log, index, entry, salt, wrapped-key, nonce, ciphertext]}. Source:
 * FORMATS, Log.
 *
 * @param sequence node-wide and without gaps
 * @param log local number of the log
 * @param index of the entry in its log
 * @param entry encoded
 */
public record WalRecord(long sequence, long log, long index, Bytes entry, Sealed payload) {
    static final int PARTS = 8;

    /** Room that the first four parts and the frame may take beside the tail. */
    static final int OVERHEAD = 48;

    /** The five parts that do not depend on the place in the log: encoded by whoever appends, not by the one writer. */
    public static Bytes tail(Bytes entry, Sealed payload) {
        return Bytes.owning(new CborWriter()
                .bytes(entry.shared())
                .bytes(payload.salt().shared())
                .bytes(payload.wrappedKey().shared())
                .bytes(payload.nonce().shared())
                .bytes(payload.ciphertext().shared())
                .toArray());
    }

    /** Size in the WAL of a record with this tail, at most. */
    public static int sizeOf(Bytes tail) {
        return tail.size() + OVERHEAD;
    }

    static byte[] encode(long sequence, long log, long index, Bytes tail) {
        return new CborWriter()
                .array(PARTS)
                .uint(sequence)
                .uint(log)
                .uint(index)
                .raw(tail.shared())
                .toArray();
    }

    /** Reads what follows the array's head. */
    static WalRecord read(CborReader in, int parts) {
        var record = new WalRecord(
                in.uint(),
                in.uint(),
                in.uint(),
                Bytes.owning(in.bytes()),
                new Sealed(
                        Bytes.owning(in.bytes()),
                        Bytes.owning(in.bytes()),
                        Bytes.owning(in.bytes()),
                        Bytes.owning(in.bytes())));
        in.skip(parts - PARTS);
        in.end();
        return record;
    }
}

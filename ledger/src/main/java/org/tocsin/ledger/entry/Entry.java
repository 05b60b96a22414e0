package org.tocsin.ledger.entry;

import java.util.Optional;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * A leaf of a log: {@code [v, type, minute, commitment, flags]}, nothing else in the clear. Source: FORMATS, Entry.
 *
 * @param type see {@link EntryType}; unknown ones are kept
 * @param minute when it was stated, whole minutes since 1970
 * @param commitment binds the payload and says nothing about it
 * @param flags see {@link Flags}
 * @param encoded as it stands in the log, parts of a newer program included: this is what is hashed
 */
public record Entry(long type, long minute, Digest commitment, long flags, Bytes encoded) {
    public static final Limit SIZE = new Limit("entry.size", 300);
    private static final int VERSION = 1;
    private static final int PARTS = 5;

    public Entry {
        SIZE.check(encoded.size());
    }

    public static Entry of(long type, long minute, Digest commitment, long flags) {
        var encoded = new CborWriter()
                .array(PARTS)
                .uint(VERSION)
                .uint(type)
                .uint(minute)
                .bytes(commitment.bytes().shared())
                .uint(flags)
                .toArray();
        return new Entry(type, minute, commitment, flags, Bytes.owning(encoded));
    }

    /** Reads an entry; an unknown type is none of its business, an unknown version is refused. */
    public static Entry decode(byte[] encoded) {
        SIZE.check(encoded.length);
        var in = new CborReader(encoded);
        int count = in.array(PARTS);
        long version = in.uint();
        if (version != VERSION) {
            throw new Rejection("entry.version", "version " + version + " is not known");
        }
        var entry = new Entry(in.uint(), in.uint(), Digest.of(in.bytes(Digest.SIZE)), in.uint(), Bytes.of(encoded));
        in.skip(count - PARTS);
        in.end();
        return entry;
    }

    public Optional<EntryType> known() {
        return EntryType.of(type);
    }

    public boolean has(long flag) {
        return (flags & flag) != 0;
    }
}

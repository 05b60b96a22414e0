package org.tocsin.ledger.follow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.merkle.Frontier;

/**
 * What a follower keeps of a log: enough to check every later batch, and the last checkpoint to show it to its owner.
 *
 * @param size entries that were verified
 * @param range compact range of that size, see {@link Frontier#hashes()}
 * @param last newest signed checkpoint; its size may be above {@code size}
 */
public record HeldLog(
        Origin origin,
        long size,
        List<Digest> range,
        @Nullable Checkpoint last) {
    private static final int VERSION = 1;

    public HeldLog {
        range = List.copyOf(range);
        if (size < 0 || range.size() != Long.bitCount(size)) {
            throw new Rejection("follow.held", range.size() + " hashes do not make a tree of " + size);
        }
    }

    /** A log of which nothing is known yet. */
    public static HeldLog empty(Origin origin) {
        return new HeldLog(origin, 0, List.of(), null);
    }

    public Digest root() {
        return frontier().root();
    }

    Frontier frontier() {
        return Frontier.of(size, range);
    }

    /** {@code [version, origin, size, [* hash], checkpoint / null]} for the follower's own store. */
    public byte[] encode() {
        var out = new CborWriter()
                .array(5)
                .uint(VERSION)
                .text(origin.toString())
                .uint(size)
                .array(range.size());
        range.forEach(hash -> out.bytes(hash.bytes().shared()));
        if (last == null) {
            out.nil();
        } else {
            out.bytes(last.encoded().shared());
        }
        return out.toArray();
    }

    public static HeldLog decode(byte[] encoded) {
        var in = new CborReader(encoded);
        int count = in.array(5);
        long version = in.uint();
        if (version != VERSION) {
            throw new Rejection("follow.version", "version " + version + " was written by a newer program");
        }
        var origin = Origin.parse(in.text());
        long size = in.uint();
        var range = new ArrayList<Digest>();
        for (int left = in.array(); left > 0; left--) {
            range.add(Digest.of(in.bytes(Digest.SIZE)));
        }
        var last = in.nil() ? null : Checkpoint.parse(in.bytes());
        in.skip(count - 5);
        in.end();
        return new HeldLog(origin, size, range, last);
    }
}

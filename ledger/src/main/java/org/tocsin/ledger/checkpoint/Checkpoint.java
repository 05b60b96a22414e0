package org.tocsin.ledger.checkpoint;

import org.tocsin.crypto.note.Note;
import org.tocsin.crypto.note.TreeHead;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;

/**
 * A signed head of a log, parsed and not believed yet. Source: C2SP tlog-checkpoint.
 *
 * @param encoded as it came or goes
 */
public record Checkpoint(Origin origin, long size, Digest root, Bytes encoded) {
    public static Checkpoint parse(byte[] encoded) {
        var head = TreeHead.parse(Note.parse(encoded).text());
        return new Checkpoint(Origin.parse(head.origin()), head.size(), head.root(), Bytes.of(encoded));
    }

    /** Whether the two can't both be of one honest log: same log and size, another root. */
    public boolean contradicts(Checkpoint other) {
        return origin.equals(other.origin) && size == other.size && !root.equals(other.root);
    }

    Note note() {
        return Note.parse(encoded.shared());
    }

    static Checkpoint of(Origin origin, TreeHead head, Note note) {
        return new Checkpoint(origin, head.size(), head.root(), Bytes.owning(note.encode()));
    }
}

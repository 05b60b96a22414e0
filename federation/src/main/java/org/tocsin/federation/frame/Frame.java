package org.tocsin.federation.frame;

import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;

/** One frame of follow and offer. Source: FORMATS, Follow and offer. */
public sealed interface Frame {
    /** Largest frame in bytes. */
    int MOST_BYTES = 1 << 20;

    /** Most entries of one batch. */
    int MOST_ENTRIES = 1_024;

    /**
     * The last signed checkpoint that the sender holds of one of the receiver's logs.
     *
     * @param checkpoint the signed note's bytes
     */
    record Held(String origin, long size, Bytes checkpoint) {}

    /** A log that can be had here; without a circle it is public. */
    record Offer(String origin, Optional<Bytes> circle) {}

    /** A head of a third party's log. */
    record Head(String origin, long size, Digest root) {}

    /** Where the receiver wants to follow from. */
    record From(String origin, long size) {}

    /** An entry's salt and payload, both as encoded; absent where erased or not at hand. */
    record Salted(Bytes salt, Bytes payload) {}

    /** A salted payload that was fetched by index. */
    record Fetched(long index, Salted salted) {}

    /** Who speaks, and what it holds; may be repeated. */
    record Hello(
            List<Integer> protocols,
            String software,
            long timeMs,
            SignedBody descriptor,
            List<Held> held,
            List<Offer> offers,
            Optional<SignedBody> yours)
            implements Frame {}

    /** Asks for logs from a size on. */
    record Want(List<From> logs) implements Frame {}

    /** Entries behind {@code from}, with the checkpoint that vouches for them and the proof that leads to it. */
    record Batch(
            String origin,
            long from,
            Bytes checkpoint,
            List<Bytes> entries,
            List<Optional<Salted>> payloads,
            List<Digest> proof)
            implements Frame {}

    /** A sign of life. */
    record Heartbeat(long timeMs) implements Frame {}

    /** Heads of third parties' logs whose audience includes the receiver. */
    record Heads(List<Head> heads) implements Frame {}

    /** A witness's line. */
    record Cosignature(String origin, long size, Bytes line) implements Frame {}

    /** Why the sender closes. */
    record Problem(String code, String detail) implements Frame {}

    /** Asks for the signed checkpoint behind a head that contradicts. */
    record Show(String origin, long size) implements Frame {}

    /** The signed checkpoint asked for: only signatures accuse. */
    record Shown(String origin, Bytes checkpoint) implements Frame {}

    /** Asks for payloads that a quota made the receiver leave out. */
    record Fetch(String origin, List<Long> indices) implements Frame {}

    /** Payloads asked for; null ones are not at hand. */
    record Payloads(String origin, List<Optional<Fetched>> payloads) implements Frame {}

    /** A frame of a later version, skipped. */
    record Unknown(int number) implements Frame {}
}

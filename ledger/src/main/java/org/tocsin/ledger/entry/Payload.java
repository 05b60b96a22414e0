package org.tocsin.ledger.entry;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/**
 * What a statement says, beside the log. Source: FORMATS, payload.
 *
 * @param media see {@link Media}
 * @param eraseAfter minute after which everybody who has it must erase it
 * @param thirdPartySignature of somebody else's statement, detached
 */
public record Payload(
        long media,
        Bytes body,
        @Nullable Long eraseAfter,
        @Nullable Bytes thirdPartySignature) {
    /** Of the encoded payload: a frame of 1 MiB takes it with its checkpoint. */
    public static final Limit SIZE = new Limit("payload.size", 512 * 1_024);

    public static Payload of(long media, byte[] body) {
        return new Payload(media, Bytes.of(body), null, null);
    }

    /** The same, to be erased by everybody who has it. */
    public Payload erasedAfter(long minute) {
        return new Payload(media, body, minute, thirdPartySignature);
    }

    public byte[] encode() {
        var out = new CborWriter().map(2 + (eraseAfter == null ? 0 : 1) + (thirdPartySignature == null ? 0 : 1));
        out.uint(1).uint(media).uint(2).bytes(body.shared());
        if (eraseAfter != null) {
            out.uint(3).uint(eraseAfter);
        }
        if (thirdPartySignature != null) {
            out.uint(4).bytes(thirdPartySignature.shared());
        }
        var encoded = out.toArray();
        SIZE.check(encoded.length);
        return encoded;
    }

    /** Reads a payload; keys of a newer program are passed over, the bytes stay with the caller. */
    public static Payload decode(byte[] encoded) {
        SIZE.check(encoded.length);
        var in = new CborReader(encoded);
        long media = -1;
        @Nullable Bytes body = null;
        @Nullable Long eraseAfter = null;
        @Nullable Bytes signature = null;
        var keys = new MapKeys(in);
        while (keys.next()) {
            switch (keys.number()) {
                case 1 -> media = in.uint();
                case 2 -> body = Bytes.owning(in.bytes());
                case 3 -> eraseAfter = in.uint();
                case 4 -> signature = Bytes.owning(in.bytes());
                default -> in.skip();
            }
        }
        in.end();
        if (media < 0 || body == null) {
            throw new Rejection("payload.parts", "media and body belong in a payload");
        }
        return new Payload(media, body, eraseAfter, signature);
    }
}

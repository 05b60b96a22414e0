package org.tocsin.crypto.sign;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/**
 * Encoded bytes with the signatures of organisations: not believed yet. Source: FORMATS, {@code signed<T>}.
 *
 * @param body what is signed, never re-encoded
 * @param signatures by the organisation that signed, whichever of its keys did
 * @param encoded the whole as it came or goes, unknown parts included
 */
public record SignedBody(Bytes body, SortedMap<Fingerprint, DualSignature> signatures, Bytes encoded) {
    /** A frame of 1 MiB has no room for more. */
    private static final Limit SIGNATURES = new Limit("signed.signatures", 300);

    public SignedBody {
        if (signatures.isEmpty()) {
            throw new Rejection("signed.unsigned", "at least one signature belongs here");
        }
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }

    /** Signs a body as one organisation, for others to add to with {@link #and}. */
    public static SignedBody sign(String tag, byte[] body, Fingerprint who, DualKey key) {
        return of(Bytes.of(body), new TreeMap<>(Collections.singletonMap(who, key.sign(tag, body))));
    }

    /** The same body with one more signature. */
    public SignedBody and(String tag, Fingerprint who, DualKey key) {
        var more = new TreeMap<>(signatures);
        more.put(who, key.sign(tag, body.shared()));
        return of(body, more);
    }

    /** The decoded value if this organisation has signed the body with this key; otherwise a rejection. */
    public <T> Signed<T> verify(String tag, Fingerprint who, RootForm key, Function<byte[], T> decode) {
        require(tag, who, key);
        return new Signed<>(decode.apply(body.toArray()), this);
    }

    /** Refuses unless this organisation has signed the body with this key. */
    public void require(String tag, Fingerprint who, RootForm key) {
        var signature = signatures.get(who);
        if (signature == null) {
            throw new Rejection("signed.missing", "no signature of " + who);
        }
        if (!key.verify(tag, body.shared(), signature)) {
            throw new Rejection("signed.bad", "the signature of " + who + " does not verify as " + tag);
        }
    }

    public static SignedBody read(CborReader in) {
        var encoded = in.raw();
        var raw = new CborReader(encoded);
        int count = raw.array(2);
        var body = Bytes.owning(raw.bytes());
        var signatures = new TreeMap<Fingerprint, DualSignature>();
        var keys = new MapKeys(raw);
        while (keys.next()) {
            SIGNATURES.check(signatures.size() + 1);
            signatures.put(Fingerprint.of(keys.bytes()), DualSignature.read(raw));
        }
        raw.skip(count - 2);
        return new SignedBody(body, signatures, Bytes.owning(encoded));
    }

    public static SignedBody decode(byte[] encoded) {
        var in = new CborReader(encoded);
        var signed = read(in);
        in.end();
        return signed;
    }

    private static SignedBody of(Bytes body, SortedMap<Fingerprint, DualSignature> signatures) {
        SIGNATURES.check(signatures.size());
        var out = new CborWriter().array(2).bytes(body.shared()).map(signatures.size());
        signatures.forEach((who, signature) -> {
            out.bytes(who.toArray());
            signature.write(out);
        });
        return new SignedBody(body, signatures, Bytes.owning(out.toArray()));
    }
}

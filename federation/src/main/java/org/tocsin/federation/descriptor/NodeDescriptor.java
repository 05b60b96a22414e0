package org.tocsin.federation.descriptor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.RootForm;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;

/**
 * What a node says of itself. Peers pin the root and accept higher numbers only. Source: FORMATS, Node descriptor.
 *
 * @param domain a claim, shown as such
 * @param urls where peers can dial; empty behind NAT
 * @param tls hashes of the current and the next TLS key
 * @param documents signs rosters and objects, so that the root can rest
 */
public record NodeDescriptor(
        long number,
        RootForm root,
        String domain,
        List<String> urls,
        List<Digest> tls,
        List<LogKeys> logs,
        List<String> witnessVkeys,
        Instant notBefore,
        Instant notAfter,
        List<Integer> protocols,
        RootForm documents) {
    /** What the root signs over. */
    public static final String TAG = "tocsin/descriptor/v1";

    public NodeDescriptor {
        urls = List.copyOf(urls);
        tls = List.copyOf(tls);
        logs = List.copyOf(logs);
        witnessVkeys = List.copyOf(witnessVkeys);
        protocols = List.copyOf(protocols);
    }

    public Fingerprint fingerprint() {
        return root.fingerprint();
    }

    public Optional<LogKeys> log(String origin) {
        return logs.stream().filter(log -> log.origin().equals(origin)).findFirst();
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }

    public SignedBody sign(DualKey rootKey) {
        return SignedBody.sign(TAG, DescriptorCodec.encode(this), fingerprint(), rootKey);
    }

    /** Reads a descriptor and checks its root's signature; whether that root is the right one is the caller's to know. */
    public static NodeDescriptor verify(SignedBody signed) {
        var descriptor = DescriptorCodec.decode(signed.body().toArray());
        signed.require(TAG, descriptor.fingerprint(), descriptor.root());
        return descriptor;
    }
}

package org.tocsin.federation.descriptor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.RootForm;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;

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
        Origin.requireDomain(domain);
        urls.forEach(NodeDescriptor::requirePrintable);
        if (logs.stream().map(LogKeys::origin).distinct().count() != logs.size()) {
            throw new Rejection("descriptor.logs", "a log is named twice");
        }
        urls = List.copyOf(urls);
        tls = List.copyOf(tls);
        logs = List.copyOf(logs);
        witnessVkeys = List.copyOf(witnessVkeys);
        protocols = List.copyOf(protocols);
    }

    /** URLs end in lists, log lines and tables. */
    private static void requirePrintable(String url) {
        if (url.isEmpty() || !Printable.of(url).equals(url)) {
            throw new Rejection("descriptor.url", "a URL that can be printed belongs here");
        }
    }

    public Fingerprint fingerprint() {
        return root.fingerprint();
    }

    public Optional<LogKeys> log(String origin) {
        return logs.stream().filter(log -> log.origin().equals(origin)).findFirst();
    }

    /**
     * How long a log may still grow: without end, up to the size at which its owner ended it, or not at all once it was superseded
     * or is named no longer. What was signed before stays.
     *
     * @param held the size that is held
     */
    public long mayGrowTo(String origin, long held) {
        var named = log(origin);
        if (named.isEmpty()) {
            return held;
        }
        boolean superseded = logs.stream()
                .anyMatch(log -> log.successorOf().filter(origin::equals).isPresent());
        return named.get().finalSize().orElse(superseded ? held : Long.MAX_VALUE);
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

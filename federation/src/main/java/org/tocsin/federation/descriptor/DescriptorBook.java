package org.tocsin.federation.descriptor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

/** The highest descriptor of each peer, by pinned root. A lower number is refused; two bodies with one number are evidence. */
public final class DescriptorBook {
    private final Map<Fingerprint, Held> held = new ConcurrentHashMap<>();

    /** A verified descriptor with the bytes that prove it. */
    public record Held(NodeDescriptor descriptor, SignedBody signed) {}

    public Optional<Held> of(Fingerprint fingerprint) {
        return Optional.ofNullable(held.get(fingerprint));
    }

    /**
     * Takes a descriptor in if it is newer than what is held.
     *
     * @param pinned the root that it must be of
     * @return what is held afterwards
     */
    public synchronized Held accept(Fingerprint pinned, SignedBody signed, Instant now) {
        var descriptor = NodeDescriptor.verify(signed);
        if (!descriptor.fingerprint().equals(pinned)) {
            throw new Rejection(
                    "descriptor.root", "it is signed by " + descriptor.fingerprint() + ", not by " + pinned);
        }
        if (!descriptor.isValidAt(now)) {
            throw new Rejection(
                    "descriptor.validity", "valid from " + descriptor.notBefore() + " to " + descriptor.notAfter());
        }
        var before = held.get(pinned);
        if (before != null && descriptor.number() < before.descriptor().number()) {
            throw new Rejection(
                    "descriptor.number",
                    "number " + descriptor.number() + " after number "
                            + before.descriptor().number());
        }
        if (before != null && descriptor.number() == before.descriptor().number()) {
            if (!before.signed().body().equals(signed.body())) {
                throw new Rejection("descriptor.two", "two descriptors with number " + descriptor.number());
            }
            return before;
        }
        var fresh = new Held(descriptor, signed);
        held.put(pinned, fresh);
        return fresh;
    }

    /** Puts back what was stored; it was verified when it came. */
    public void restore(SignedBody signed) {
        var descriptor = NodeDescriptor.verify(signed);
        held.put(descriptor.fingerprint(), new Held(descriptor, signed));
    }
}

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
    private final TwoTruths listener;

    /** @param listener hears of two descriptors with one number, both signed by their root */
    public DescriptorBook(TwoTruths listener) {
        this.listener = listener;
    }

    /** A verified descriptor with the bytes that prove it. */
    public record Held(NodeDescriptor descriptor, SignedBody signed) {}

    /** Hears of proof that a root signed two descriptors with one number. */
    @FunctionalInterface
    public interface TwoTruths {
        void found(Held held, SignedBody shown);
    }

    public Optional<Held> of(Fingerprint fingerprint) {
        return Optional.ofNullable(held.get(fingerprint));
    }

    /**
     * Takes a descriptor in if it is newer than what is held. What is held already costs no signature: a peer shows it at each
     * connection.
     *
     * @param pinned the root that it must be of
     * @return what is held afterwards
     */
    public synchronized Held accept(Fingerprint pinned, SignedBody signed, Instant now) {
        var before = held.get(pinned);
        if (before != null && before.signed().encoded().equals(signed.encoded())) {
            requireValid(before.descriptor(), now);
            return before;
        }
        var descriptor = NodeDescriptor.verify(signed);
        if (!descriptor.fingerprint().equals(pinned)) {
            throw new Rejection(
                    "descriptor.root", "it is signed by " + descriptor.fingerprint() + ", not by " + pinned);
        }
        if (before != null && descriptor.number() == before.descriptor().number()) {
            return same(before, signed, now);
        }
        requireValid(descriptor, now);
        if (before != null) {
            requireSuccessor(before.descriptor(), descriptor);
        }
        var fresh = new Held(descriptor, signed);
        held.put(pinned, fresh);
        return fresh;
    }

    private Held same(Held before, SignedBody signed, Instant now) {
        if (!before.signed().body().equals(signed.body())) {
            listener.found(before, signed);
            throw new Rejection(
                    "descriptor.two",
                    "two descriptors with number " + before.descriptor().number());
        }
        requireValid(before.descriptor(), now);
        return before;
    }

    private static void requireValid(NodeDescriptor descriptor, Instant now) {
        if (!descriptor.isValidAt(now)) {
            throw new Rejection(
                    "descriptor.validity", "valid from " + descriptor.notBefore() + " to " + descriptor.notAfter());
        }
    }

    /** A key change ends a log: one log with two sets of keys could show two truths to those who hold either. */
    private static void requireSuccessor(NodeDescriptor before, NodeDescriptor next) {
        if (next.number() < before.number()) {
            throw new Rejection("descriptor.number", "number " + next.number() + " after number " + before.number());
        }
        for (var log : before.logs()) {
            var now = next.log(log.origin());
            if (now.isPresent() && !now.get().vkeys().equals(log.vkeys())) {
                throw new Rejection("descriptor.log-keys", "new keys for " + log.origin() + ", which must end first");
            }
        }
    }

    /** Puts back what was stored; it was verified when it came. */
    public void restore(SignedBody signed) {
        var descriptor = NodeDescriptor.verify(signed);
        held.put(descriptor.fingerprint(), new Held(descriptor, signed));
    }
}

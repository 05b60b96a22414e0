package org.tocsin.federation.peer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.Peer;
import org.tocsin.federation.descriptor.DescriptorBook;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.store.PeerStore;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

/** Who is a peer, and what its newest descriptor says. Changes are durable before they count. */
public final class PeerBook {
    private final PeerStore store;
    private final DescriptorBook descriptors;
    private final Map<Fingerprint, Peer> peers = new ConcurrentHashMap<>();
    private final List<Consumer<Peer>> listeners = new CopyOnWriteArrayList<>();

    /** @param lies hears of two descriptors with one number */
    public PeerBook(PeerStore store, DescriptorBook.TwoTruths lies) {
        this.store = store;
        descriptors = new DescriptorBook(lies);
        store.peers().forEach(stored -> {
            peers.put(stored.peer().fingerprint(), stored.peer());
            descriptors.restore(stored.descriptor());
        });
    }

    /** Hears each change of a peer. */
    public void onChange(Consumer<Peer> listener) {
        listeners.add(listener);
    }

    public Collection<Peer> all() {
        return List.copyOf(peers.values());
    }

    public Optional<Peer> find(Fingerprint fingerprint) {
        return Optional.ofNullable(peers.get(fingerprint));
    }

    /** The peer whose descriptor names this TLS key. */
    public Optional<Peer> byKey(Digest tlsKey) {
        return peers.values().stream()
                .filter(peer -> descriptor(peer.fingerprint())
                        .filter(descriptor -> descriptor.tls().contains(tlsKey))
                        .isPresent())
                .findFirst();
    }

    public Optional<NodeDescriptor> descriptor(Fingerprint fingerprint) {
        return descriptors.of(fingerprint).map(DescriptorBook.Held::descriptor);
    }

    public Optional<SignedBody> signedDescriptor(Fingerprint fingerprint) {
        return descriptors.of(fingerprint).map(DescriptorBook.Held::signed);
    }

    /** A new acquaintance, or a known one that shows another token: its state stays, and so does the name that was accepted. */
    public synchronized Peer meet(Fingerprint fingerprint, SignedBody signed, Peer.State state, Instant now) {
        var descriptor = descriptors.accept(fingerprint, signed, now).descriptor();
        var known = peers.get(fingerprint);
        var peer = known == null
                ? new Peer(fingerprint, descriptor.domain(), descriptor.urls(), state, fingerprint.hex(), false)
                : described(known, descriptor);
        return keep(state == Peer.State.ACCEPTED ? accepted(peer, descriptor) : peer);
    }

    /** A descriptor that a known peer shows in its hello. */
    public synchronized NodeDescriptor describe(Peer peer, SignedBody signed, Instant now) {
        long before = descriptor(peer.fingerprint()).map(NodeDescriptor::number).orElse(-1L);
        var descriptor = descriptors.accept(peer.fingerprint(), signed, now).descriptor();
        if (descriptor.number() > before) {
            keep(described(peer, descriptor));
        }
        return descriptor;
    }

    public synchronized Peer set(Fingerprint fingerprint, Peer.State state) {
        var peer = known(fingerprint);
        var descriptor = descriptor(fingerprint);
        return keep(
                state == Peer.State.ACCEPTED && descriptor.isPresent()
                        ? accepted(peer, descriptor.get())
                        : peer.in(state));
    }

    /** A person has looked at it: the name that it shows by now is the one it goes by. */
    private static Peer accepted(Peer peer, NodeDescriptor descriptor) {
        return peer.describedAs(descriptor.domain(), descriptor.urls()).in(Peer.State.ACCEPTED);
    }

    /** Where it can be dialled may change at its word; the name under which a person knows it, and which is spared, may not. */
    private static Peer described(Peer peer, NodeDescriptor descriptor) {
        var name = peer.state() == Peer.State.PENDING ? descriptor.domain() : peer.domain();
        return peer.describedAs(name, descriptor.urls());
    }

    public synchronized Peer declare(Fingerprint fingerprint, String group, boolean fullTrust) {
        return keep(known(fingerprint).declared(group, fullTrust));
    }

    public synchronized void remove(Fingerprint fingerprint) {
        var gone = known(fingerprint);
        store.remove(fingerprint);
        peers.remove(fingerprint);
        listeners.forEach(listener -> listener.accept(gone.in(Peer.State.PAUSED)));
    }

    private Peer known(Fingerprint fingerprint) {
        return find(fingerprint).orElseThrow(() -> new Rejection("peer.unknown", fingerprint + " is no peer here"));
    }

    private Peer keep(Peer peer) {
        var signed = signedDescriptor(peer.fingerprint())
                .orElseThrow(() -> new IllegalStateException("a peer is met by its descriptor"));
        store.put(peer, signed);
        peers.put(peer.fingerprint(), peer);
        listeners.forEach(listener -> listener.accept(peer));
        return peer;
    }
}

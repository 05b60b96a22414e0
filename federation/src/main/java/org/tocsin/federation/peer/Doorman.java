package org.tocsin.federation.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.federation.Peer;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.http.PeerDialler;
import org.tocsin.federation.store.PeerStore;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/** Invites, and lets in those who were invited: as pending, until a person has compared the fingerprint. */
public final class Doorman {
    /** How long a token works. */
    public static final Duration VALIDITY = Duration.ofHours(24);

    private static final int SECRET = 32;

    private final PeerBook book;
    private final PeerStore store;
    private final Clock clock;
    private final Entropy entropy;

    public Doorman(PeerBook book, PeerStore store, Clock clock, Entropy entropy) {
        this.book = book;
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** Makes a token; it names this node's URLs and its root. */
    public JoinToken invite(OwnDescriptor own) {
        if (own.urls().isEmpty()) {
            throw new Rejection(
                    "peer.no-url",
                    "this node has no URL that others could dial; set federation.urls, or let them invite");
        }
        var secret = Bytes.owning(entropy.bytes(SECRET));
        var token =
                new JoinToken(own.urls(), own.fingerprint(), secret, clock.now().plus(VALIDITY), Optional.empty());
        store.invite(token.secretHash(), token.expires());
        return token;
    }

    /** Somebody shows a token's secret with its descriptor. Source: FORMATS, Join token. */
    public Peer admit(Digest peerKey, byte[] body) {
        var in = new CborReader(body);
        int items = in.array(2);
        var signed = SignedBody.read(in);
        var secret = in.bytes(SECRET);
        in.skip(items - 2);
        in.end();
        store.requireInvitation(JoinToken.hash(secret));
        var descriptor = NodeDescriptor.verify(signed);
        if (!descriptor.tls().contains(peerKey)) {
            throw new Rejection("join.key", "the descriptor does not name the key of this connection");
        }
        store.useInvitation(JoinToken.hash(secret), descriptor.fingerprint());
        return book.meet(descriptor.fingerprint(), signed, Peer.State.PENDING, clock.now());
    }

    /** Takes an invitation up: checks that the right organisation answers, then shows it the secret. */
    public Peer join(JoinToken token, OwnDescriptor own, PeerDialler dialler) throws IOException, InterruptedException {
        if (!clock.now().isBefore(token.expires())) {
            throw new Rejection("join.expired", "the token expired at " + token.expires());
        }
        if (token.inviter().equals(own.fingerprint())) {
            throw new Rejection("join.self", "this token is of this node itself");
        }
        IOException unreachable = new IOException("the token names no URL");
        for (var url : token.urls()) {
            try {
                return joinAt(url, token, own, dialler);
            } catch (IOException e) {
                unreachable = e;
            }
        }
        throw new Rejection("join.unreachable", List.copyOf(token.urls()) + ": " + unreachable.getMessage());
    }

    private Peer joinAt(String url, JoinToken token, OwnDescriptor own, PeerDialler dialler)
            throws IOException, InterruptedException {
        var shown = dialler.descriptor(url);
        var signed = SignedBody.decode(shown.descriptor().toArray());
        var descriptor = NodeDescriptor.verify(signed);
        if (!descriptor.fingerprint().equals(token.inviter())) {
            throw new Rejection(
                    "join.impostor",
                    url + " is " + descriptor.fingerprint() + ", the token is of " + token.inviter()
                            + ". If you typed the token, copy it: one wrong letter does this too");
        }
        if (!descriptor.tls().contains(shown.key())) {
            throw new Rejection("join.key", url + " uses a TLS key that its descriptor does not name");
        }
        var body = new CborWriter()
                .array(2)
                .raw(own.encoded())
                .bytes(token.secret().shared())
                .toArray();
        try {
            dialler.join(url, body, shown.key());
        } catch (Rejection refused) {
            throw named(descriptor.domain(), refused);
        }
        return book.meet(token.inviter(), signed, Peer.State.ACCEPTED, clock.now());
    }

    /** What the inviter says of itself is told by its name: a person who joins several would not know which. */
    private static Rejection named(String domain, Rejection refused) {
        return new Rejection(
                refused.code(), refused.detail().replaceFirst("^the inviter ", Matcher.quoteReplacement(domain) + " "));
    }
}

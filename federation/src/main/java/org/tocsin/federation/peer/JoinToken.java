package org.tocsin.federation.peer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * An invitation to hand over on a trusted channel: where, who, and a secret that works once. Source: FORMATS, Join token.
 *
 * @param circle that the joiner is invited to; empty while a node has one circle
 */
public record JoinToken(List<String> urls, Fingerprint inviter, Bytes secret, Instant expires, Optional<Bytes> circle) {
    private static final String PREFIX = "tocsin1.";
    private static final int SECRET = 32;
    private static final Limit LENGTH = new Limit("token.length", 4_096);
    private static final Limit URLS = new Limit("token.urls", 8);

    public JoinToken {
        urls = List.copyOf(urls);
        URLS.check(urls.size());
        if (urls.isEmpty()) {
            throw new Rejection("token.urls", "a node without a URL cannot invite");
        }
        urls.forEach(JoinToken::checkUrl);
        if (secret.size() != SECRET) {
            throw new Rejection("token.secret", "the secret has " + SECRET + " bytes");
        }
    }

    /** All that the inviter keeps of the secret. */
    public Digest secretHash() {
        return hash(secret.shared());
    }

    static Digest hash(byte[] secret) {
        return Digest.tagged("tocsin/join/v1", secret);
    }

    public String text() {
        var out = new CborWriter().array(5).array(urls.size());
        urls.forEach(out::text);
        out.bytes(inviter.toArray()).bytes(secret.shared()).uint(expires.toEpochMilli());
        circle.ifPresentOrElse(id -> out.bytes(id.shared()), out::nil);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toArray());
    }

    public static JoinToken parse(String text) {
        LENGTH.check(text.length());
        if (!text.startsWith(PREFIX)) {
            throw new Rejection("token.form", "a join token begins with " + PREFIX);
        }
        byte[] body;
        try {
            body = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new Rejection("token.form", "the token is cut or mistyped");
        }
        try {
            return read(new CborReader(body));
        } catch (Rejection unreadable) {
            throw unreadable.code().startsWith("cbor.")
                    ? new Rejection("token.form", "the token is cut or mistyped")
                    : unreadable;
        }
    }

    private static JoinToken read(CborReader in) {
        int items = in.array(5);
        var urls = new ArrayList<String>();
        for (int i = URLS.check(in.array(1)); i > 0; i--) {
            urls.add(in.text());
        }
        var inviter = Fingerprint.of(in.bytes(Digest.SIZE));
        var secret = Bytes.owning(in.bytes(SECRET));
        var expires = Instant.ofEpochMilli(new Limit("token.time", 253_402_300_800_000L).check(in.uint()));
        Optional<Bytes> circle = in.nil() ? Optional.empty() : Optional.of(Bytes.owning(in.bytes(16)));
        in.skip(items - 5);
        in.end();
        return new JoinToken(urls, inviter, secret, expires, circle);
    }

    private static void checkUrl(String url) {
        if (PeerUrl.isDialable(url)) {
            return;
        }
        throw new Rejection("token.url", "an https URL with a host belongs here");
    }

    /** Shows no secret: this may end in a log. */
    @Override
    public String toString() {
        return "join token of " + inviter + " until " + expires;
    }
}

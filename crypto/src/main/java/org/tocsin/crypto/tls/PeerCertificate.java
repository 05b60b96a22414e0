package org.tocsin.crypto.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.tocsin.crypto.cert.Spki;
import org.tocsin.kernel.Digest;

/** Whose key is at the other end of a connection. */
public final class PeerCertificate {
    private PeerCertificate() {}

    /** SHA-256 of the peer's SubjectPublicKeyInfo; empty if it showed no certificate. */
    public static Optional<Digest> spki(SSLSession session) {
        try {
            var chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own
                    ? Optional.of(Spki.hash(own))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}

package org.tocsin.crypto.cert;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import org.tocsin.kernel.Digest;

/** SubjectPublicKeyInfo of a certificate: what a peer is pinned by. Source: RFC 5280, 4.1; RFC 7469, 2.4. */
public final class Spki {
    private Spki() {}

    /** SHA-256 over the DER form of the public key. */
    public static Digest hash(X509Certificate certificate) {
        return Digest.hash(certificate.getPublicKey().getEncoded());
    }

    /** Whether the key is on NIST P-256, the only kind between nodes. */
    public static boolean isP256(PublicKey key) {
        return key instanceof ECPublicKey ec && EcKeys.onP256(ec);
    }
}

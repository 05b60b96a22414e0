package org.tocsin.crypto.cert;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** Makes the certificates of a node: self-signed, because peers pin the key and believe nothing else in them. */
public final class Certificates {
    private static final Limit NAME = new Limit("cert.name", 64);
    private static final Limit HOSTS = new Limit("cert.hosts", 64);

    /** Long beyond any descriptor, whose validity is what counts between nodes. */
    private static final Duration NODE_VALIDITY = Duration.ofDays(3650);

    private final Issuer issuer;
    private final Entropy entropy;

    public Certificates(Clock clock, Entropy entropy) {
        this.issuer = new Issuer(clock, entropy);
        this.entropy = entropy;
    }

    /**
     * A fresh P-256 key with a certificate for both ends of mutual TLS.
     *
     * @param name common name, at most 64 characters
     * @param hosts names and IP addresses under which it is reached
     */
    public TlsIdentity selfSigned(String name, List<String> hosts) {
        var keys = EcKeys.generate(entropy);
        var purposes = List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
        var subject = new Issuer.Subject(checked(name), keys.getPublic(), checked(hosts), purposes, false);
        return new TlsIdentity(
                keys.getPrivate(), List.of(issuer.selfSigned(subject, keys.getPrivate(), NODE_VALIDITY)));
    }

    static String checked(String name) {
        NAME.check(name.length());
        if (name.isBlank() || !Printable.of(name).equals(name)) {
            throw new Rejection("cert.name", "empty, or with characters that can't be shown");
        }
        return name;
    }

    static List<String> checked(List<String> hosts) {
        HOSTS.check(hosts.size());
        hosts.forEach(Certificates::checked);
        return hosts;
    }
}

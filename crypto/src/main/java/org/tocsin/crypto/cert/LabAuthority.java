package org.tocsin.crypto.cert;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Limit;

/** A small certificate authority for drills and tests: one P-256 key that issues devices and servers, and nothing below. */
public final class LabAuthority {
    private static final Duration OWN_VALIDITY = Duration.ofDays(365);
    private static final Limit VALIDITY = new Limit("cert.validity-days", 90);

    private final TlsIdentity own;
    private final Issuer issuer;
    private final Entropy entropy;

    private LabAuthority(TlsIdentity own, Issuer issuer, Entropy entropy) {
        this.own = own;
        this.issuer = issuer;
        this.entropy = entropy;
    }

    public static LabAuthority create(String name, Clock clock, Entropy entropy) {
        var keys = EcKeys.generate(entropy);
        var issuer = new Issuer(clock, entropy);
        var subject = new Issuer.Subject(Certificates.checked(name), keys.getPublic(), List.of(), List.of(), true);
        var certificate = issuer.selfSigned(subject, keys.getPrivate(), OWN_VALIDITY);
        return new LabAuthority(new TlsIdentity(keys.getPrivate(), List.of(certificate)), issuer, entropy);
    }

    /** What relays and brokers trust. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /** A device: client authentication only, named by common name and DNS name. */
    public TlsIdentity device(String name, Duration validity) {
        return issue(name, List.of(name), KeyPurposeId.id_kp_clientAuth, validity);
    }

    /** A server: server authentication only, for these host names and addresses. */
    public TlsIdentity server(String name, List<String> hosts, Duration validity) {
        return issue(name, hosts, KeyPurposeId.id_kp_serverAuth, validity);
    }

    private TlsIdentity issue(String name, List<String> hosts, KeyPurposeId purpose, Duration validity) {
        VALIDITY.check(validity.toDays());
        var keys = EcKeys.generate(entropy);
        var subject = new Issuer.Subject(
                Certificates.checked(name), keys.getPublic(), Certificates.checked(hosts), List.of(purpose), false);
        return new TlsIdentity(keys.getPrivate(), List.of(issuer.signed(own, subject, validity), certificate()));
    }
}

package org.tocsin.crypto.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.tocsin.crypto.entropy.EntropyRandom;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;

/** Puts a certificate together and signs it. Source: RFC 5280, profile of one P-256 key for one purpose. */
final class Issuer {
    static final String ALGORITHM = "SHA256withECDSA";

    /** Clocks differ: valid a little before now. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BYTES = 16;
    private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private final Clock clock;
    private final Entropy entropy;

    Issuer(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    /** What a certificate says about its subject. */
    record Subject(String name, PublicKey key, List<String> hosts, List<KeyPurposeId> purposes, boolean authority) {}

    X509Certificate selfSigned(Subject subject, PrivateKey key, Duration validity) {
        return sign(name(subject.name()), subject.key(), key, subject, validity);
    }

    X509Certificate signed(TlsIdentity authority, Subject subject, Duration validity) {
        var issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        return sign(issuer, authority.certificate().getPublicKey(), authority.key(), subject, validity);
    }

    private X509Certificate sign(
            X500Name issuer, PublicKey issuerKey, PrivateKey signingKey, Subject subject, Duration validity) {
        var now = clock.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(1, entropy.bytes(SERIAL_BYTES)).setBit(0),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(validity)),
                    name(subject.name()),
                    subject.key());
            var identifiers = new JcaX509ExtensionUtils();
            int usage = subject.authority() ? KeyUsage.keyCertSign : KeyUsage.digitalSignature;
            builder.addExtension(
                            Extension.basicConstraints,
                            true,
                            subject.authority() ? new BasicConstraints(0) : new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(subject.key()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(issuerKey));
            if (!subject.purposes().isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(subject.purposes().toArray(KeyPurposeId[]::new)));
            }
            if (!subject.hosts().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(subject.hosts()));
            }
            var signer = new JcaContentSignerBuilder(ALGORITHM)
                    .setSecureRandom(new EntropyRandom(entropy))
                    .build(signingKey);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate of checked parts can be made", e);
        }
    }

    private static GeneralNames names(List<String> hosts) {
        var names = new ArrayList<GeneralName>();
        for (var host : hosts) {
            var kind = IP_LITERAL.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
            names.add(new GeneralName(kind, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    /** The name is one value: no comma or equals sign in it can add another. */
    private static X500Name name(String common) {
        return new X500NameBuilder().addRDN(BCStyle.CN, common).build();
    }
}

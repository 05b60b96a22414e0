package org.tocsin.crypto.cert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that operators bring are of any kind. */
final class PairTest {
    @ParameterizedTest
    @CsvSource({"RSA, SHA256withRSA", "EC, SHA256withECDSA", "Ed25519, Ed25519"})
    void aKeyIsToldFromThatOfAnotherCertificate(String kind, String signature) throws Exception {
        var pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
        var other = KeyPairGenerator.getInstance(kind).generateKeyPair();
        var certificate = certificate(pair, signature);
        assertThat(Pem.isPair(certificate, Pem.encode(pair.getPrivate()))).isTrue();
        assertThat(Pem.isPair(certificate, Pem.encode(other.getPrivate()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RSA, EC", "EC, Ed25519", "Ed25519, RSA"})
    void aKeyOfAnotherKindIsNone(String one, String another) throws Exception {
        var certificate = certificate(
                KeyPairGenerator.getInstance(one).generateKeyPair(),
                one.equals("Ed25519") ? one : "SHA256with" + (one.equals("EC") ? "ECDSA" : one));
        var other = KeyPairGenerator.getInstance(another).generateKeyPair();
        assertThat(Pem.isPair(certificate, Pem.encode(other.getPrivate()))).isFalse();
    }

    private static String certificate(KeyPair pair, String signature)
            throws GeneralSecurityException, OperatorCreationException {
        var name = new X500Principal("CN=relay");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.EPOCH.plusSeconds(60)),
                name,
                pair.getPublic());
        var signer = new JcaContentSignerBuilder(signature).build(pair.getPrivate());
        return Pem.encode(new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    }
}

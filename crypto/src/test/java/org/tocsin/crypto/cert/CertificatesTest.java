package org.tocsin.crypto.cert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class CertificatesTest {
    private final Certificates certificates = new Certificates(Clock.system(), Entropy.system());
    private final LabAuthority authority = LabAuthority.create("lab", Clock.system(), Entropy.system());

    @Test
    void aDeviceCannotPassAsAServer() throws GeneralSecurityException {
        var device = authority.device("cam-1", Duration.ofDays(1));
        var server = authority.server("broker", List.of("localhost", "127.0.0.1", "::1"), Duration.ofDays(1));
        device.certificate().verify(authority.certificate().getPublicKey());
        server.certificate().verify(authority.certificate().getPublicKey());
        assertThat(device.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(server.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.certificate().getSubjectAlternativeNames()).hasSize(3);
    }

    @Test
    void aDeviceCannotIssueCertificates() {
        assertThat(authority.device("cam-1", Duration.ofDays(1)).certificate().getBasicConstraints())
                .isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isZero();
    }

    @Test
    void aLabCertificateThatLivesLongIsRefused() {
        assertThatThrownBy(() -> authority.device("cam-1", Duration.ofDays(91)))
                .hasMessageContaining("cert.validity-days");
    }

    @Test
    void aNameCannotSmuggleInAnother() {
        var own = certificates.selfSigned("acme.example,CN=other", List.of("localhost"));
        assertThat(own.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=acme.example\\,CN\\=other");
        assertThatThrownBy(() -> certificates.selfSigned("a\nb", List.of())).hasMessageContaining("cert.name");
    }

    @Test
    void aKeyBesideAnotherCertificateIsRefused() {
        var one = certificates.selfSigned("one", List.of());
        var two = certificates.selfSigned("two", List.of());
        assertThatThrownBy(() -> new TlsIdentity(one.key(), two.chain())).hasMessageContaining("cert.mismatch");
    }

    @Test
    void anIdentityIsTheSameAfterItWasStored() {
        var device = authority.device("cam-1", Duration.ofDays(1));
        assertThat(TlsIdentity.decode(device.encode())).isEqualTo(device);
        assertThat(new TlsIdentity(
                        Pem.privateKey(Pem.encode(device.key())), Pem.certificates(Pem.encode(device.chain()))))
                .isEqualTo(device);
        assertThat(Spki.isP256(device.certificate().getPublicKey())).isTrue();
    }

    @FuzzTest
    void hostilePemIsRefusedByName(byte[] data) {
        var text = "-----BEGIN CERTIFICATE-----\n" + new String(data, StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Pem.certificates(text)).isInstanceOf(Rejection.class);
    }
}

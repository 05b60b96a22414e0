package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.crypto.cert.Pem;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;

/** What is no certificate or key is named by its key in the settings and by its file. */
final class TlsContextsTest {
    @TempDir
    Path folder;

    private final LabAuthority ca = LabAuthority.create("lab", Clock.system(), Entropy.system());
    private Path nothing;

    @BeforeEach
    void write() throws IOException {
        var server = ca.server("relay", List.of("127.0.0.1"), Duration.ofDays(1));
        Files.writeString(folder.resolve("relay.pem"), Pem.encode(server.chain()));
        Files.writeString(folder.resolve("relay.key"), Pem.encode(server.key()));
        Files.writeString(folder.resolve("ca.pem"), Pem.encode(List.of(ca.certificate())));
        nothing = Files.writeString(folder.resolve("nothing"), "nothing of that kind\n");
    }

    private void refused(String certificate, String key, String clientCa, String says) {
        var settings = new MqttSettings(
                        "",
                        0,
                        certificate,
                        key,
                        clientCa,
                        UpstreamSettings.DEFAULT,
                        DeadlineSettings.DEFAULT,
                        QuotaSettings.DEFAULT)
                .within(folder);
        assertThatThrownBy(() -> MqttRelay.check(settings))
                .hasMessageStartingWith("edge.tls: ")
                .hasMessageContaining(says);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamed() {
        refused("nothing", "relay.key", "ca.pem", "edge.mqtt.certificate names " + nothing);
        refused("relay.pem", "nothing", "ca.pem", "edge.mqtt.key names " + nothing);
        refused("relay.pem", "relay.key", "nothing", "edge.mqtt.clientCa names " + nothing);
        refused("relay.pem", "relay.pem", "ca.pem", "edge.mqtt.key names " + folder.resolve("relay.pem"));
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() throws IOException {
        var other = ca.server("other", List.of("127.0.0.1"), Duration.ofDays(1));
        Files.writeString(folder.resolve("other.key"), Pem.encode(other.key()));
        refused("relay.pem", "other.key", "ca.pem", "is not the key of the certificate in");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        refused("relay.pem", "relay.key", "gone.pem", "edge.mqtt.clientCa names '" + folder.resolve("gone.pem") + "'");
    }
}

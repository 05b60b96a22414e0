package org.tocsin.lab.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.crypto.cert.Pem;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.edge.DeadlineSettings;
import org.tocsin.edge.MqttSettings;
import org.tocsin.edge.QuotaSettings;
import org.tocsin.edge.UpstreamSettings;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;

/** A folder with a lab CA, a relay's certificate and those of devices, as PEM files that every client reads. */
final class LabFolder {
    private static final String HERE = "127.0.0.1";
    private static final Duration VALIDITY = Duration.ofDays(7);

    private final Path folder;

    LabFolder(Path folder) {
        this.folder = folder;
    }

    /** Issues everything; {@code stranger} is a device of a CA that nobody trusts. */
    void issue(List<String> devices) throws IOException {
        Files.createDirectories(folder);
        var ca = LabAuthority.create("lab", Clock.system(), Entropy.system());
        Files.writeString(folder.resolve("ca.pem"), Pem.encode(ca.certificate()));
        write("relay", ca.server("relay", List.of(HERE, "localhost"), VALIDITY));
        for (var device : devices) {
            write(device, ca.device(device, VALIDITY));
        }
        var foreign = LabAuthority.create("lab", Clock.system(), Entropy.system());
        write("stranger", foreign.device("stranger", VALIDITY));
    }

    /** A relay before a broker on loopback, on any free port. */
    MqttSettings relay(int brokerPort) {
        return new MqttSettings(
                HERE,
                0,
                folder.resolve("relay.pem").toString(),
                folder.resolve("relay.key").toString(),
                folder.resolve("ca.pem").toString(),
                new UpstreamSettings(HERE, brokerPort, false, ""),
                DeadlineSettings.DEFAULT,
                QuotaSettings.DEFAULT);
    }

    /** Says something to whoever watches the folder: whole at once, or not at all. */
    void say(String name, String text) throws IOException {
        var part = Files.writeString(folder.resolve(name + ".part"), text);
        Files.move(part, folder.resolve(name));
    }

    private void write(String name, TlsIdentity identity) throws IOException {
        Files.writeString(folder.resolve(name + ".pem"), Pem.encode(identity.chain()));
        Files.writeString(folder.resolve(name + ".key"), Pem.encode(identity.key()));
    }
}

package org.tocsin.lab.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.crypto.cert.Pem;
import org.tocsin.edge.DeadlineSettings;
import org.tocsin.edge.EdgeEvent;
import org.tocsin.edge.Loops;
import org.tocsin.edge.MqttRelay;
import org.tocsin.edge.MqttSettings;
import org.tocsin.edge.QuotaSettings;
import org.tocsin.edge.UpstreamSettings;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.lab.broker.BrokerLimits;
import org.tocsin.lab.broker.LabBroker;
import org.tocsin.policy.Blocklists;

/** A relay before a lab broker, as each organisation of a drill has them. */
public final class RelayedLab implements AutoCloseable {
    public static final String HERE = "127.0.0.1";

    public final LabAuthority ca = LabAuthority.create("lab", Clock.system(), Entropy.system());
    public final Blocklists blocklists = new Blocklists(Clock.system(), Entropy.system());
    public final LinkedBlockingQueue<EdgeEvent> events = new LinkedBlockingQueue<>();
    public final LabBroker broker = LabBroker.start(0, BrokerLimits.DEFAULT, Clock.system());
    public final MqttRelay relay;
    private final Loops loops = Loops.open(1);

    public RelayedLab(Path folder) throws IOException {
        var server = ca.server("relay", List.of(HERE), Duration.ofDays(1));
        var settings = new MqttSettings(
                HERE,
                0,
                Files.writeString(folder.resolve("relay.pem"), Pem.encode(server.chain()))
                        .toString(),
                Files.writeString(folder.resolve("relay.key"), Pem.encode(server.key()))
                        .toString(),
                Files.writeString(folder.resolve("ca.pem"), Pem.encode(ca.certificate()))
                        .toString(),
                new UpstreamSettings(HERE, broker.port(), false, ""),
                DeadlineSettings.DEFAULT,
                QuotaSettings.DEFAULT);
        relay = MqttRelay.start(settings, blocklists, Clock.system(), Meter.none(), events::add, loops);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(relay.address(), relay.port());
    }

    @Override
    public void close() throws IOException {
        relay.close();
        broker.close();
        loops.close();
    }
}

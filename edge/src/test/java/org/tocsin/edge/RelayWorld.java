package org.tocsin.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.crypto.cert.Pem;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttVersion;

/** A broker, a relay before it, and a CA that issues devices: the world of the relay's tests. */
final class RelayWorld implements AutoCloseable {
    static final String HERE = "127.0.0.1";

    final LabAuthority ca = LabAuthority.create("lab", Clock.system(), Entropy.system());
    final Blocklists blocklists = new Blocklists(Clock.system(), Entropy.system());
    final LinkedBlockingQueue<EdgeEvent> events = new LinkedBlockingQueue<>();
    final ScriptedBroker broker = new ScriptedBroker();
    final MqttRelay relay;
    private final Loops loops;
    private final List<Device> devices = new ArrayList<>();

    RelayWorld(Path folder) throws IOException {
        this(folder, settings -> settings, Loops.open(1));
    }

    RelayWorld(Path folder, UnaryOperator<MqttSettings> change, Loops loops) throws IOException {
        this.loops = loops;
        var server = ca.server("relay", List.of(HERE), Duration.ofDays(1));
        var settings = new MqttSettings(
                HERE,
                0,
                write(folder.resolve("relay.pem"), Pem.encode(server.chain())),
                write(folder.resolve("relay.key"), Pem.encode(server.key())),
                write(folder.resolve("ca.pem"), Pem.encode(List.of(ca.certificate()))),
                new UpstreamSettings(HERE, broker.port(), false, ""),
                DeadlineSettings.DEFAULT,
                QuotaSettings.DEFAULT);
        relay = MqttRelay.start(change.apply(settings), blocklists, Clock.system(), Meter.none(), events::add, loops);
    }

    static MqttSettings upstream(MqttSettings settings, UpstreamSettings broker) {
        return new MqttSettings(
                settings.host(),
                settings.port(),
                settings.certificate(),
                settings.key(),
                settings.clientCa(),
                broker,
                settings.deadlines(),
                settings.quotas());
    }

    TlsIdentity identity(String name) {
        return ca.device(name, Duration.ofDays(1));
    }

    /** A device that has done its handshake. */
    Device handshake(TlsIdentity identity, String from, MqttVersion version) throws IOException {
        var device = Device.handshake(ca.certificate(), identity, from, relay.port(), version);
        devices.add(device);
        return device;
    }

    /** A device in session. */
    Device session(String name, String from, MqttVersion version) throws IOException {
        var device = handshake(identity(name), from, version);
        device.connect(Connect.of(version, name, true, 60));
        return device;
    }

    /** The next event of that kind. */
    <T extends EdgeEvent> T awaits(Class<T> kind) throws InterruptedException {
        while (true) {
            var event = events.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " within 10 s");
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    void deny(Subject subject) {
        blocklists.swap(Layer.LOCAL, edit -> edit.put(subject, new Decision.Deny(ground())));
    }

    static Subject host(String address) {
        return new Subject.Hosts(Prefix.parse(address));
    }

    static Ground ground() {
        return new Ground("finding-1", "a test says so", Ground.FOR_GOOD);
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    @Override
    public void close() throws IOException {
        for (var device : devices) {
            device.close();
        }
        relay.close();
        broker.close();
        loops.close();
    }
}

package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.edge.Tap;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.lab.broker.BrokerLimits;
import org.tocsin.lab.broker.LabBroker;
import org.tocsin.lab.fleet.Fleet;
import org.tocsin.lab.fleet.FleetPlan;
import org.tocsin.lab.fleet.FleetReport;
import org.tocsin.node.Ears;
import org.tocsin.node.Node;

/** An organisation at work: node with relay and tap, an embedded broker, benign devices, and the one that will be infected. */
final class MemberHost implements AutoCloseable {
    private static final Duration MESSAGE_EVERY = Duration.ofMillis(500);

    final Node node;
    private final int org;
    private final LabBroker broker;
    private final Fleet fleet;
    private final Fleet busy;
    private final Fleet victim;
    private volatile @Nullable Tap tap;

    private MemberHost(int org, Node node, LabBroker broker, Fleet fleet, Fleet busy, Fleet victim) {
        this.org = org;
        this.node = node;
        this.broker = broker;
        this.fleet = fleet;
        this.busy = busy;
        this.victim = victim;
    }

    /**
     * Starts everything of an organisation.
     *
     * @param folder of all homes
     * @param devices benign devices
     * @param ears hear its timeline, and what its exchange takes
     */
    static MemberHost start(Path folder, int org, int brokerPort, int devices, Ears ears)
            throws IOException, InterruptedException {
        var clock = Clock.system();
        var ca = LabAuthority.create("lab of " + Cast.name(org), clock, Entropy.system());
        var home = MemberHome.prepare(folder, org, brokerPort, ca);
        var broker = LabBroker.start(brokerPort, BrokerLimits.DEFAULT, clock);
        var node = Node.start(home, Map.of(), clock, Entropy.system(), ears);
        node.awaitWarm();
        var relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.relayPort());
        var fleet = Fleet.start(
                new FleetPlan(Cast.name(org) + "-sensor", devices, Cast.fleet(org), relay, MESSAGE_EVERY), ca, clock);
        var busy = Fleet.start(
                new FleetPlan("roaming-" + org, 1, Cast.busyPeer().toString(), relay, MESSAGE_EVERY), ca, clock);
        var victim = Fleet.start(
                new FleetPlan(
                        Cast.name(org) + "-cam", 1, Cast.victim(org).address().toString(), relay, MESSAGE_EVERY),
                ca,
                clock);
        return new MemberHost(org, node, broker, fleet, busy, victim);
    }

    void watch(InputStream packets) throws IOException {
        tap = node.watch("drill-" + org, packets);
    }

    int connected() {
        return (int) node.federation().peers().stream()
                .filter(peer -> node.federation().link(peer.fingerprint()).connected())
                .count();
    }

    void lie(String address) {
        Liar.publish(node.federation(), address, Clock.system().minute());
    }

    void babble(int entries) {
        Liar.babble(node.federation(), entries);
    }

    double trust(String id) {
        return node.exchange().trust(Fingerprint.hex(id));
    }

    boolean refuses(String address) {
        return !node.blocklists().decide(Address.parse(address)).admitsNew();
    }

    Ruling explain(String address) {
        return Ruling.of(node.exchange().explain(Subject.host(Address.parse(address))));
    }

    List<String> heard(String id, String log, long entries) {
        var speaker = Fingerprint.hex(id);
        return LongStream.range(0, entries)
                .mapToObj(index -> node.federation().held(speaker, log, index))
                .flatMap(Optional::stream)
                .map(body -> new String(body.shared(), StandardCharsets.UTF_8))
                .toList();
    }

    String log() {
        return node.federation().circleLogs().getLast().toString();
    }

    long packets() {
        var reads = tap;
        return reads == null ? 0 : reads.packets();
    }

    /** Those who must not be harmed: the sensors and the busy peer. The camera is cut off on purpose. */
    FleetReport innocents() {
        var sensors = fleet.report();
        var roaming = busy.report();
        return new FleetReport(
                sensors.sent() + roaming.sent(),
                sensors.received() + roaming.received(),
                sensors.lost() + roaming.lost(),
                sensors.duplicates() + roaming.duplicates(),
                sensors.interruptions() + roaming.interruptions());
    }

    @Override
    public void close() throws IOException {
        fleet.close();
        busy.close();
        victim.close();
        node.close();
        broker.close();
    }
}

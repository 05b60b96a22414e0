package org.tocsin.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.Tap;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;

final class MiraiTest {
    private static final Host LOADER = Host.outside(Address.parse("127.66.1.7"));
    private static final Host COMMAND = Host.outside(Address.parse("127.66.200.9"));
    private static final Host DEVICE = Host.device(Address.parse("192.168.7.20"), 20);
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final DetectionSettings LAB = DetectionSettings.defaults()
            .withNetworks(DetectionSettings.PRIVATE, List.of(Prefix.parse("127.66.0.0/16")));

    @Test
    void theLoaderTheScanAndTheCallsHomeAreAllFound() throws Exception {
        var found = findings(Mirai.infection(MiraiPlan.of(LOADER, DEVICE, COMMAND, 1)));
        assertThat(found)
                .extracting(Finding::kind)
                .contains(Kind.FACTORY_CREDENTIALS, Kind.HORIZONTAL_SCAN, Kind.BEACON);
        var login = found.getFirst();
        assertThat(login.kind()).isEqualTo(Kind.FACTORY_CREDENTIALS);
        assertThat(login.peers()).contains(LOADER.address());
        assertThat(login.handshake()).isTrue();
    }

    @Test
    void everySeedIsFoundAtItsThirdTry() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            var plan = MiraiPlan.of(LOADER, DEVICE, COMMAND, seed);
            var found = findings(Mirai.loader(plan, 0));
            assertThat(found).as("seed " + seed).extracting(Finding::kind).contains(Kind.FACTORY_CREDENTIALS);
        }
    }

    @Test
    void forgedSynsAreNeverTakenForACompletedHandshake() throws Exception {
        var innocent = Host.outside(Address.parse("127.66.3.3"));
        var devices = List.of(DEVICE, Host.device(Address.parse("192.168.7.21"), 21));
        assertThat(findings(Mirai.forgedSyns(innocent, devices, 300, 1)))
                .isNotEmpty()
                .noneMatch(Finding::handshake);
    }

    @Test
    void theBackgroundRaisesNothing() throws Exception {
        var devices = new ArrayList<Host>();
        for (int i = 0; i < 20; i++) {
            devices.add(Host.device(Address.parse("192.168.7." + (20 + i)), 20 + i));
        }
        var resolver = Host.outside(Address.parse("192.168.7.1"));
        var cloud = Host.outside(Address.parse("198.51.100.10"));
        assertThat(findings(Benign.background(devices, resolver, cloud, 50, 1))).isEmpty();
    }

    @Test
    void theSameSeedMakesTheSameFrames() throws IOException {
        assertThat(pcap(Mirai.infection(MiraiPlan.of(LOADER, DEVICE, COMMAND, 5))))
                .isEqualTo(pcap(Mirai.infection(MiraiPlan.of(LOADER, DEVICE, COMMAND, 5))))
                .isNotEqualTo(pcap(Mirai.infection(MiraiPlan.of(LOADER, DEVICE, COMMAND, 6))));
    }

    @Test
    void theTimelineNamesTheFirstHostilePacketAndTheLogIn() throws IOException {
        var said = new ArrayList<String>();
        var player = new Player(
                new ByteArrayOutputStream(), Clock.system(), (says, number, _) -> said.add(number + " " + says));
        player.atOnce(Mirai.infection(MiraiPlan.of(LOADER, DEVICE, COMMAND, 1)), ORIGIN);
        assertThat(said).hasSize(4).first().isEqualTo("1 telnet: first packet");
        assertThat(said.get(1)).contains("logs in at try 3");
        assertThat(player.handedNanos(1)).isLessThanOrEqualTo(player.handedNanos(2));
    }

    private static List<Finding> findings(Script script) throws IOException, InterruptedException {
        var found = new ArrayList<Finding>();
        var in = new ByteArrayInputStream(pcap(script));
        try (var tap = Tap.start(
                "test",
                in,
                LAB,
                Watchlist.EMPTY,
                Clock.system(),
                Meter.none(),
                new Lookout(),
                (finding, _) -> found.add(finding))) {
            tap.join();
            assertThat(tap.trouble()).isNull();
        }
        return found;
    }

    private static byte[] pcap(Script script) throws IOException {
        var out = new ByteArrayOutputStream();
        new Player(out, Clock.system(), (_, _, _) -> {}).atOnce(script, ORIGIN);
        return out.toByteArray();
    }
}

package org.tocsin.node.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.EdgeSettings;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.edge.live.OwnTraffic;
import org.tocsin.edge.nft.KernelSettings;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.NodeSettings;
import org.tocsin.node.Preflight;
import org.tocsin.node.TapSettings;
import org.tocsin.node.watch.TapState.Phase;

final class LiveWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Set<String> NO_RIGHT = Set.of("live.permission", "linux.platform", "linux.not-supported");

    @Test
    void whatPassesALiveInterfaceIsReadAndCounted() throws Exception {
        try (var watch = watch();
                var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            start(watch, "lo");
            assertThat(watch.state().phase()).isEqualTo(Phase.READING);
            try (var _ = new Socket(server.getInetAddress(), server.getLocalPort())) {
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (watch.state().packets() < 3 && System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
            var state = watch.state();
            assertThat(state.packets()).as("a handshake").isGreaterThanOrEqualTo(3);
            assertThat(state.json().path("interfaces").path(0).path("name").asString(""))
                    .isEqualTo("lo");
        }
    }

    @Test
    void aMistypedInterfaceIsRefusedAtTheStart() throws Exception {
        try (var watch = watch()) {
            assertThatThrownBy(() -> start(watch, "nosuch0"))
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("live.unknown"));
        }
    }

    @Test
    void aStreamAndInterfacesAtOnceAreRefused() {
        var all = NodeSettings.defaults();
        var stream = new TapSettings("-", List.of(), List.of(), List.of(), Duration.ofHours(1));
        var edge = new EdgeSettings(
                all.edge().mqtt(),
                LiveSettings.DEFAULT.on(List.of("eth1")),
                KernelSettings.DEFAULT,
                all.edge().minipot());
        var both = new NodeSettings(
                all.api(), all.federation(), all.exchange(), stream, edge, all.ledger(), all.timeline());
        assertThat(Preflight.of(both)).extracting(fault -> fault.why().code()).contains("tap.two");
    }

    @Test
    void aPeerWhoseUrlIsNoneDoesNotKeepTheTapFromStarting() {
        var own = OwnPorts.of(
                List.of(8443),
                List.of(peer("https://one.example:8444"), peer("https://two.example"), peer("::no url")));
        assertThat(own.served()).containsExactly(8443);
        assertThat(own.dialled()).containsExactly(8444, 443);
    }

    private static Peer peer(String url) {
        return new Peer(Fingerprint.of(new byte[32]), "peer.example", List.of(url), Peer.State.ACCEPTED, "", false);
    }

    private static Watch watch() {
        return new Watch(
                DetectionSettings.defaults(),
                Watchlist.EMPTY,
                Clock.system(),
                Meter.none(),
                new Lookout(),
                (_, _) -> {},
                _ -> {});
    }

    private static void start(Watch watch, String name) {
        try {
            watch.start(LiveSettings.DEFAULT.on(List.of(name)), OwnTraffic.none());
        } catch (Rejection refused) {
            if (NO_RIGHT.contains(refused.code())) {
                abort("skipped: reading a live interface needs Linux and CAP_NET_RAW");
            }
            throw refused;
        }
    }
}

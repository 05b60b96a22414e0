package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;

/** Attacks by name, each on a relay of its own settings. */
final class RelayAttackTest {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private @Nullable RelayWorld world;

    @AfterEach
    void close() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void aClientWithoutCertificateIsRefused() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        // TLS 1.3: the client believes itself through before the server has judged.
        try (var device =
                Device.handshake(here.ca.certificate(), null, RelayWorld.HERE, here.relay.port(), MqttVersion.V5)) {
            assertThatThrownBy(device::receive).isInstanceOf(IOException.class);
        }
        assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.HANDSHAKE_FAILED);
    }

    @Test
    void aCertificateOfAForeignCaIsRefused() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        var foreign =
                LabAuthority.create("lab", Clock.system(), Entropy.system()).device("cam-1", Duration.ofDays(1));
        try (var device =
                Device.handshake(here.ca.certificate(), foreign, RelayWorld.HERE, here.relay.port(), MqttVersion.V5)) {
            assertThatThrownBy(device::receive).isInstanceOf(IOException.class);
        }
        assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.HANDSHAKE_FAILED);
        assertThat(here.broker.heard).isEmpty();
    }

    @Test
    void whatIsNotTlsIsRefusedAtItsFirstByte() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        try (var socket = Device.tcp(RelayWorld.HERE, here.relay.port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex("100c00044d5154540402003c0000"));
            assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.NOT_TLS);
        }
    }

    @Test
    void slowIteWithTheLongestKeepAliveIsToldTheRelaysOwnAndCutOff() throws Exception {
        var here = open(deadlines(LONG, LONG, LONG, Duration.ofSeconds(2)), QuotaSettings.DEFAULT);
        var device = here.handshake(here.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        var connack = device.connect(Connect.of(MqttVersion.V5, "cam-1", true, 65_535));
        assertThat(connack.properties().number(PropertyId.SERVER_KEEP_ALIVE, 0)).isEqualTo(1);
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.KEEP_ALIVE_TIMEOUT));
        assertThat(here.awaits(EdgeEvent.Closed.class).why()).isEqualTo(Ending.DEADLINE);
    }

    @Test
    void aSilentConnectionIsCutOffBeforeTlsCostsAnything() throws Exception {
        var here = open(deadlines(SHORT, LONG, LONG, LONG), QuotaSettings.DEFAULT);
        try (var _ = Device.tcp(RelayWorld.HERE, here.relay.port())) {
            assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.DEADLINE);
        }
    }

    @Test
    void aDeviceThatNeverSendsConnectIsCutOff() throws Exception {
        var here = open(deadlines(LONG, SHORT, LONG, LONG), QuotaSettings.DEFAULT);
        var device = here.handshake(here.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        device.sendRaw(new byte[] {0x10});
        device.lastWord();
        assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.DEADLINE);
    }

    @Test
    void aPacketThatIsNeverFinishedIsCutOff() throws Exception {
        var here = open(deadlines(LONG, LONG, SHORT, LONG), QuotaSettings.DEFAULT);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        device.sendRaw(HexFormat.of().parseHex("30ff7f000161"));
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.KEEP_ALIVE_TIMEOUT));
    }

    @Test
    void aPacketBeforeConnectIsRefused() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        var device = here.handshake(here.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        device.send(new Pingreq());
        assertThat(device.lastWord()).isNull();
        var refused = here.awaits(EdgeEvent.Refused.class);
        assertThat(refused.why()).isEqualTo(Refusal.PROTOCOL);
        assertThat(refused.detail()).startsWith("mqtt.protocol-error: PINGREQ before CONNECT");
        assertThat(here.broker.heard).isEmpty();
    }

    @Test
    void anOversizedRemainingLengthIsRefusedBeforeItsBodyCame() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        device.sendRaw(HexFormat.of().parseHex("30ffffff7f"));
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.PACKET_TOO_LARGE));
        assertThat(here.awaits(EdgeEvent.Closed.class).why()).isEqualTo(Ending.PROTOCOL);
    }

    @Test
    void aMalformedPacketNeverReachesTheBroker() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        here.broker.awaits(Connect.class);
        device.sendRaw(HexFormat.of().parseHex("3004000123007f"));
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.TOPIC_NAME_INVALID));
        assertThat(here.broker.heard).isEmpty();
    }

    @Test
    void aConnectFloodOfOneSourceIsRefusedBeforeTls() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, quotas(1_000, 5, 400, 1_024));
        for (int i = 0; i < 6; i++) {
            Device.tcp("127.0.0.66", here.relay.port()).close();
        }
        var why = here.awaits(EdgeEvent.Refused.class).why();
        while (why == Refusal.GONE) {
            why = here.awaits(EdgeEvent.Refused.class).why();
        }
        assertThat(why).isEqualTo(Refusal.SOURCE_TOO_FAST);
        here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
    }

    @Test
    void aSourceThatHoardsConnectionsGetsNoMore() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, quotas(2, 600, 400, 1_024));
        try (var _ = Device.tcp("127.0.0.66", here.relay.port());
                var _ = Device.tcp("127.0.0.66", here.relay.port());
                var _ = Device.tcp("127.0.0.66", here.relay.port())) {
            assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.SOURCE_FULL);
            here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        }
    }

    @Test
    void handshakesBeyondTheBudgetWaitAndThenSucceed() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, quotas(1_000, 600, 4, 1_024));
        for (int i = 0; i < 6; i++) {
            here.session("cam-" + i, RelayWorld.HERE, MqttVersion.V5);
        }
        assertThat(here.relay.connections()).isEqualTo(6);
    }

    @Test
    void handshakesFarBeyondTheBudgetAreRefused() throws Exception {
        var tight = deadlines(Duration.ofSeconds(3), LONG, LONG, LONG);
        var here = open(tight, quotas(1_000, 600, 1, 1_024));
        var failed = new AtomicInteger();
        var all = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            var identity = here.identity("cam-" + i);
            Thread.startVirtualThread(() -> {
                try (var _ = Device.handshake(
                        here.ca.certificate(), identity, RelayWorld.HERE, here.relay.port(), MqttVersion.V5)) {
                    all.countDown();
                } catch (IOException e) {
                    failed.incrementAndGet();
                    all.countDown();
                }
            });
        }
        all.await();
        assertThat(failed.get()).isPositive();
    }

    @Test
    void aBrokerThatIsDownIsToldToTheDevice() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        here.broker.close();
        var device = here.handshake(here.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        assertThat(device.connect(Connect.of(MqttVersion.V5, "cam-1", true, 60)))
                .isEqualTo(Connack.of(ReasonCode.SERVER_UNAVAILABLE));
        assertThat(here.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.UPSTREAM);
    }

    @Test
    void aBrokerThatGoesDownEndsTheSession() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        here.broker.close();
        device.lastWord();
        assertThat(here.awaits(EdgeEvent.Closed.class).why()).isEqualTo(Ending.BROKER);
    }

    @Test
    void aBrokerThatDoesNotReadMakesTheDeviceWaitAndLosesNothing() throws Exception {
        var here = open(DeadlineSettings.DEFAULT, quotas(1_000, 600, 400, 1 << 20));
        var gate = new CountDownLatch(1);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        here.broker.readsAfter = gate;
        var written = new AtomicInteger();
        var body = Bytes.owning(new byte[100_000]);
        var writer = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < 600; i++) {
                    device.send(Publish.of("a", Qos.AT_MOST_ONCE, 0, body));
                    written.incrementAndGet();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        // 60 MB can't be on their way: socket buffers and 64 KiB in the relay hold far less.
        assertThat(writer.join(Duration.ofMillis(1_500))).isFalse();
        assertThat(written.get()).isLessThan(400);
        gate.countDown();
        for (int i = 0; i < 600; i++) {
            here.broker.awaits(Publish.class);
        }
    }

    @Test
    void aFloodOfPacketsIsReadNoFasterThanTheRate() throws Exception {
        var slow = new QuotaSettings(20_000, 1_000, 600, 400, 50, 1_024, 262_144, 64, 32);
        var here = open(DeadlineSettings.DEFAULT, slow);
        var device = here.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        long start = System.nanoTime();
        for (int i = 0; i < 120; i++) {
            device.send(Publish.of("a", Qos.AT_MOST_ONCE, 0, Bytes.owning(new byte[20_000])));
        }
        for (int i = 0; i < 120; i++) {
            here.broker.awaits(Publish.class);
        }
        // 50 at once, 70 at 50 a second; what one read holds may be early.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    }

    private RelayWorld open(DeadlineSettings deadlines, QuotaSettings quotas) throws IOException {
        var opened = new RelayWorld(
                folder,
                s -> new MqttSettings(
                        s.host(), s.port(), s.certificate(), s.key(), s.clientCa(), s.upstream(), deadlines, quotas),
                Loops.open(1));
        world = opened;
        return opened;
    }

    private static DeadlineSettings deadlines(Duration handshake, Duration connect, Duration packet, Duration idle) {
        return new DeadlineSettings(handshake, connect, LONG, packet, idle);
    }

    private static QuotaSettings quotas(int perSource, int acceptsPerMinute, int handshakes, int unanswered) {
        return new QuotaSettings(20_000, perSource, acceptsPerMinute, handshakes, 100_000, unanswered, 262_144, 64, 32);
    }
}

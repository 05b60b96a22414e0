package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Properties;

/** Who must not be accused: an innocent whom nothing but its settings, a throttle or a client's name brings here. */
final class AccusedTest {
    private static final String GATEWAY = "127.66.0.1";

    /** The pairs that brokers, their manuals and makers' gateways come with, by a gateway whose broker has moved. */
    @ParameterizedTest
    @CsvSource({"mqtt,mqtt", "admin,public", "admin,admin", "guest,guest", "root,root", "pi,raspberry"})
    void aGatewayWithADefaultPairAccusesNobodyHoweverOftenItComesBack(String user, String secret) throws Exception {
        try (var world = new PotWorld()) {
            for (int reconnects = 0; reconnects < 20; reconnects++) {
                mqtt(world, user, secret);
            }
            assertThat(world.count("logins")).isEqualTo(20);
            assertThat(world.logins).isEmpty();
        }
    }

    @Test
    void aGuesserByMqttIsToldAtItsThirdPair() throws Exception {
        try (var world = new PotWorld()) {
            mqtt(world, "mqtt", "mqtt");
            mqtt(world, "admin", "public");
            assertThat(world.logins).isEmpty();
            mqtt(world, "admin", "admin");
            assertThat(world.next().accuses()).isTrue();
        }
    }

    /** Its log-in was one too many in a minute and was not told; who comes back later and says nothing is not told either. */
    @Test
    void aMereVisitAfterAThrottledLogInAccusesNobody() throws Exception {
        var clock = new Hands();
        try (var world = new PotWorld(MinipotsTest.telnetAlone(), null, clock)) {
            for (int i = 1; i <= Minipots.TOLD_A_MINUTE; i++) {
                world.telnet("127.66.1." + i, "root", "xc3511");
                assertThat(world.next().tries()).isEqualTo(1);
            }
            world.telnet(GATEWAY, "root", "xc3511");
            world.await(() -> world.count("shed_logins") == 1);
            clock.pass(Duration.ofMinutes(1));
            try (var visit = world.visit(Protocol.TELNET, GATEWAY)) {
                PotWorld.hear(visit, "login: ");
                PotWorld.say(visit, "\r\n");
                PotWorld.hear(visit, "login: ");
            }
            assertThat(world.logins).isEmpty();
            world.telnet(GATEWAY, "root", "xc3511");
            assertThat(world.next().pair()).isNotEqualTo("0".repeat(16));
        }
    }

    @Test
    void whatAVisitorCallsItselfMovesNoCursorAndFillsNoTimeline() throws Exception {
        try (var world = new PotWorld()) {
            for (var pair : new String[] {"YTph", "YTpi", "YTpj"}) {
                try (var client = world.visit(Protocol.HTTP, GATEWAY)) {
                    PotWorld.say(
                            client,
                            "GET / HTTP/1.1\r\nUser-Agent: \u001b[2J\u009b31m\u0007owned" + "x".repeat(2_000)
                                    + "\r\nAuthorization: Basic " + pair + "\r\n\r\n");
                    assertThat(PotWorld.ends(client)).isTrue();
                }
            }
            var software = world.next().software();
            assertThat(software).contains("owned").hasSize(Conversation.MOST_NAME);
            assertThat(software.chars()).noneMatch(Character::isISOControl);
        }
    }

    private static void mqtt(PotWorld world, String user, String secret) throws IOException {
        var version = MqttVersion.V3_1_1;
        var password = Bytes.of(secret.getBytes(StandardCharsets.US_ASCII));
        var connect = new Connect(version, true, 60, Properties.NONE, "gateway-4711", null, user, password);
        try (var gateway = world.visit(Protocol.MQTT, GATEWAY)) {
            var bytes = MqttEncoder.encode(connect, version);
            gateway.getOutputStream().write(bytes);
            assertThat(PotWorld.ends(gateway)).isTrue();
        }
    }

    /** A clock that stands until it is moved. */
    private static final class Hands implements Clock {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread moves it
        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return now.getEpochSecond() * 1_000_000_000L;
        }
    }
}

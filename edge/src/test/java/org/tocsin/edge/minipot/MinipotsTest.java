package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/** Attacks over real sockets. */
final class MinipotsTest {
    private static final String BOT = "127.66.0.1";

    @Test
    void aLogInIsToldWithItsSourceAndNeverWithItsSecret() throws Exception {
        try (var world = new PotWorld()) {
            world.telnet(BOT, "root", "xc3511");
            var login = world.next();
            assertThat(login.source()).isEqualTo(Address.parse(BOT));
            assertThat(login.user()).isEqualTo("root");
            assertThat(login.toString()).doesNotContain("xc3511");
        }
    }

    @Test
    void aNameThatMayBeASecretIsNotShownEither() throws Exception {
        try (var world = new PotWorld()) {
            world.telnet(BOT, "hunter1", "correct-horse");
            world.telnet(BOT, "hunter3", "correct-horse");
            assertThat(world.logins)
                    .as("what no list has is a person's mistake, once or twice")
                    .isEmpty();
            world.telnet(BOT, "hunter2", "correct-horse");
            assertThat(world.next().toString()).doesNotContain("hunter2").doesNotContain("correct-horse");
        }
    }

    @Test
    void slowBytesEndAtTheDeadlineHoweverManyCome() throws Exception {
        var base = MinipotSettings.DEFAULT;
        var settings = new MinipotSettings(
                "127.0.0.1:0",
                "",
                "",
                "",
                "",
                base.connections(),
                base.perSource(),
                120,
                4_096,
                Duration.ofMillis(300));
        try (var world = new PotWorld(settings);
                var slow = world.visit(Protocol.TELNET, BOT)) {
            PotWorld.hear(slow, "login: ");
            assertThat(writesUntilClosed(slow)).isLessThan(2_000);
            world.await(() -> world.count("shed_late") == 1 && world.pots.connections() == 0);
        }
    }

    /** A byte every five milliseconds; how many were taken. */
    private static int writesUntilClosed(Socket slow) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            try {
                PotWorld.say(slow, "a\u007f");
            } catch (IOException closed) {
                return i;
            }
            Thread.sleep(5);
        }
        return 2_000;
    }

    @Test
    void moreBytesThanALogInTakesAreNotRead() throws Exception {
        try (var world = new PotWorld();
                var talker = world.visit(Protocol.TELNET, BOT)) {
            PotWorld.say(talker, "\u00ff\u00fa\u0018" + "x".repeat(5_000));
            assertThat(PotWorld.ends(talker)).isTrue();
            assertThat(world.count("shed_bytes")).isEqualTo(1);
        }
    }

    @Test
    void oneSourceHasSoManyConnectionsAndNoMore() throws Exception {
        try (var world = new PotWorld()) {
            var held = new ArrayList<Socket>();
            for (int i = 0; i < 4; i++) {
                held.add(world.visit(Protocol.FTP, BOT));
                PotWorld.hear(held.getLast(), "ready.\r\n");
            }
            assertThat(world.refuses(Protocol.TELNET, BOT)).isTrue();
            try (var other = world.visit(Protocol.TELNET, "127.66.0.2")) {
                PotWorld.hear(other, "login: ");
            }
            assertThat(world.count("shed_source_full")).isEqualTo(1);
            for (var socket : held) {
                socket.close();
            }
            world.await(() -> world.pots.connections() == 0);
        }
    }

    @Test
    void whoIsBlockedIsResetBeforeAByteIsRead() throws Exception {
        try (var world = new PotWorld()) {
            var ground = new Ground("finding-1", "a test says so", Ground.FOR_GOOD);
            world.blocklists.swap(
                    Layer.LOCAL, edit -> edit.put(new Subject.Hosts(Prefix.parse(BOT)), new Decision.Deny(ground)));
            assertThat(world.refuses(Protocol.TELNET, BOT)).isTrue();
            world.await(() -> world.count("shed_blocked") == 1);
            assertThat(world.count("visits")).isZero();
        }
    }

    @Test
    void aScanAloneIsCountedAndToldToNobody() throws Exception {
        try (var world = new PotWorld()) {
            for (var protocol : Protocol.values()) {
                long before = world.count("visits");
                world.visit(protocol, BOT).close();
                world.await(() -> world.count("visits") == before + 1 && world.pots.connections() == 0);
            }
            assertThat(world.logins).isEmpty();
        }
    }

    @Test
    void aLinkWithASecretInItAccusesNobodyHoweverManyPairsItBrings() throws Exception {
        try (var world = new PotWorld()) {
            for (var pair : new String[] {"YTph", "YTph", "YTph", "YTpi", "YTpj"}) {
                assertThat(world.logins).isEmpty();
                try (var client = world.visit(Protocol.HTTP, BOT)) {
                    PotWorld.say(client, "GET / HTTP/1.1\r\nAuthorization: Basic " + pair + "\r\n\r\n");
                    assertThat(PotWorld.ends(client)).isTrue();
                }
            }
            var login = world.next();
            assertThat(login.pairs()).isEqualTo(3);
            assertThat(login.accuses()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryLogInsAreRefusedAndLeaveThePotStanding(Protocol protocol) throws Exception {
        var random = new Random(20261127);
        try (var world = new PotWorld()) {
            for (int i = 0; i < 50; i++) {
                try (var visitor = world.visit(protocol, BOT)) {
                    var bytes = new byte[2_000];
                    random.nextBytes(bytes);
                    visitor.getOutputStream().write(bytes);
                    visitor.shutdownOutput();
                    assertThat(PotWorld.ends(visitor)).isTrue();
                } catch (IOException reset) {
                    // turned away before all was written
                }
            }
            assertThat(world.logins).isEmpty();
            world.await(() -> world.pots.connections() == 0);
            world.telnet(BOT, "root", "xc3511");
            assertThat(world.next().user()).isEqualTo("root");
        }
    }

    /** A telnet minipot with bounds of its own, and nothing else. */
    static MinipotSettings telnetAlone() {
        return new MinipotSettings("127.0.0.1:0", "", "", "", "", 8, 4, 120, 4_096, Duration.ofSeconds(30));
    }

    @Test
    void aListenerThatThrowsDoesNotEndThePot() throws Exception {
        var settings = telnetAlone();
        MinipotEvents broken = _ -> {
            throw new IllegalStateException("the disk is full");
        };
        try (var world = new PotWorld(settings, broken)) {
            world.telnet(BOT, "root", "root");
            world.telnet(BOT, "root", "admin");
            assertThat(world.count("logins")).isEqualTo(2);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (var world = new PotWorld()) {
            var taken = "127.0.0.1:" + world.pots.ports().get(Protocol.FTP);
            var base = MinipotSettings.DEFAULT;
            var settings = new MinipotSettings(
                    "", "", "", taken, "", base.connections(), base.perSource(), 120, 4_096, base.deadline());
            assertThatThrownBy(() -> new PotWorld(settings).close())
                    .isInstanceOf(Rejection.class)
                    .hasMessageStartingWith("minipot.listen: edge.minipot.ftp: " + taken);
        }
    }

    @Test
    void defaultsOfTheMinipots() {
        assertThat(MinipotSettings.DEFAULT)
                .isEqualTo(new MinipotSettings("", "", "", "", "", 512, 8, 120, 16_384, Duration.ofSeconds(30)));
        assertThat(MinipotSettings.DEFAULT.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2323", ":2323", "0.0.0.0:", "0.0.0.0:65536", "::1:23", "a b:23", "[::1]"})
    void whatIsNoHostAndPortIsRefused(String listen) {
        assertThatThrownBy(
                        () -> new MinipotSettings(listen, "", "", "", "", 512, 8, 120, 16_384, Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(
                        Rejection.class, why -> assertThat(why.code()).isEqualTo("minipot.address"));
    }
}

package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.detection.Scene.Connection;
import org.tocsin.kernel.Address;

/** Devices of ours that put frames on the segment in the name of an outsider who never sent any: nobody is to be blamed. */
final class ForgedInsideTest {
    private static final String INNOCENT = "203.0.113.9";
    private static final String BOT = "192.168.1.66";
    private static final String SECOND_BOT = "192.168.1.67";
    private static final String COMMAND = "198.51.100.7";
    private static final String MQTT_CONNECT = "\20\15\0\4MQTT\4\2\0\74\0\1a";

    @Test
    void anOwnDeviceThatForgesBothSidesOfAConnectionProvesNobody() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, CAM, 23).clientBy(BOT, CAM).serverBy(BOT, BOT));
        blamesNobody(scene.watch());
    }

    @Test
    void anOwnDeviceThatAnswersItsOwnForgeriesProvesNobody() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, BOT, 23).clientBy(BOT, BOT).serverBy(BOT, BOT));
        blamesNobody(scene.watch());
    }

    @Test
    void forgeriesThatARealDeviceAnswersTowardsTheRouterProveNobody() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, CAM, 23).clientBy(BOT, CAM));
        blamesNobody(scene.watch());
    }

    @Test
    void twoOwnDevicesThatPlayBothSidesProveNobodyOnceTheFirstHasSpokenToTheOutside() {
        var scene = new Scene();
        scene.chat(BOT, "198.51.100.7", 443);
        logsIn(scene.connection(INNOCENT, SECOND_BOT, 23)
                .clientBy(BOT, SECOND_BOT)
                .serverBy(SECOND_BOT, BOT));
        blamesNobody(scene.watch());
    }

    /** Whoever passed for the router first, and goes out through it in plain sight afterwards, passes for it no longer. */
    @Test
    void aDeviceWhoseFirstFrameIsAForgedOneIsNoRouterOnceItSpeaksForItself() {
        var scene = new Scene().forgedSyn(BOT, INNOCENT, CAM, 80).pass(1_000);
        scene.chat(BOT, COMMAND, 443);
        logsIn(scene.connection(INNOCENT, SECOND_BOT, 23)
                .clientBy(BOT, SECOND_BOT)
                .serverBy(SECOND_BOT, BOT));
        blamesNobody(scene.watch());
    }

    /** Whatever way out it takes: a bot that hides its own traffic from the tap's eye must not pass for the router. */
    @ParameterizedTest
    @EnumSource
    void noWayOutLetsADevicePassForTheRouter(Way way) {
        var scene = new Scene();
        way.out(scene);
        logsIn(scene.connection(INNOCENT, SECOND_BOT, 23)
                .clientBy(BOT, SECOND_BOT)
                .serverBy(SECOND_BOT, BOT));
        blamesNobody(scene.watch());
    }

    /** How a device reaches, or is reached by, somebody outside. */
    enum Way {
        PING {
            @Override
            void out(Scene scene) {
                scene.ping(BOT, COMMAND);
            }
        },
        ANSWER_TO_A_PING {
            @Override
            void out(Scene scene) {
                scene.icmp(BOT, COMMAND, 0);
            }
        },
        FEW_HOPS {
            @Override
            void out(Scene scene) {
                scene.hops(32).udp(BOT, COMMAND, 5_000, 5_000, new byte[8]).hops(64);
            }
        },
        ANSWER_BY_DATAGRAM {
            @Override
            void out(Scene scene) {
                scene.udp(COMMAND, BOT, 5_000, 5_000, new byte[8]).udp(BOT, COMMAND, 5_000, 5_000, new byte[8]);
            }
        },
        SERVED {
            @Override
            void out(Scene scene) {
                scene.chat(COMMAND, BOT, 8_080);
            }
        },
        WITHOUT_A_HANDSHAKE {
            @Override
            void out(Scene scene) {
                scene.connection(BOT, COMMAND, 443).acknowledge();
            }
        };

        abstract void out(Scene scene);
    }

    @Test
    void aLogInPutIntoTheConnectionOfAnInnocentProvesNobody() {
        var scene = new Scene();
        var call = scene.connection(INNOCENT, CAM, 23).open().answer("login: ").clientBy(BOT, CAM);
        attempt(call);
        blamesNobody(scene.watch());
    }

    @Test
    void guessesMadeUpByAnOwnDeviceAreNotAddedToThoseOfAnOutsider() {
        var scene = new Scene();
        for (int i = 0; i < 4; i++) {
            refused(scene.connection(INNOCENT, CAM, 23), i);
            refused(scene.connection(INNOCENT, CAM, 23).clientBy(BOT, CAM).serverBy(BOT, BOT), 10 + i);
        }
        assertThat(scene.watch()).as("four and four, where five are enough").isEmpty();
    }

    @Test
    void messagesPutIntoTheMqttSessionOfAnInnocentAreNotItsFlood() {
        var scene = new Scene();
        var call =
                scene.connection(INNOCENT, CAM, 1883).open().ask(MQTT_CONNECT).answer("\40\2\0\0");
        call.clientBy(BOT, CAM);
        for (int i = 0; i < 3_000; i++) {
            call.ask("\60\3\0\1t");
        }
        assertThat(scene.watch()).noneMatch(f -> f.role().proven());
    }

    @Test
    void anAttackerIsProvenWhateverAnOwnDeviceForgesBesideIt() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, CAM, 23).clientBy(BOT, CAM).serverBy(BOT, BOT));
        logsIn(scene.connection(INNOCENT, CAM, 23));
        assertThat(scene.watch().getLast().role()).isEqualTo(new Role.Inbound(Address.parse(INNOCENT), true));
    }

    @Test
    void aDeviceThatForgesAnOutsiderKeepsItsName() {
        var scene = new Scene();
        scene.chat(BOT, "198.51.100.7", 443);
        scene.forgedSyn(BOT, INNOCENT, CAM, 80);
        for (int i = 0; i < 30; i++) {
            scene.arp(BOT, "192.168.1." + (100 + i));
        }
        assertThat(scene.watch())
                .anyMatch(f -> f.kind() == Kind.ARP_SCAN && f.device().equals("02:00:00:00:00:42"));
    }

    @Test
    void whereTwoRoutersShareTheWorkBothAreNamed() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, CAM, 23).clientBy(HUB, CAM).serverBy(CAM, SECOND_BOT));
        blamesNobody(scene.watch());
        var named = DetectionSettings.defaults().withRouters(List.of(0x02_00_00_00_00_1eL, 0x02_00_00_00_00_43L));
        assertThat(scene.watch(named)).hasSize(1).allMatch(f -> f.role().proven());
    }

    @Test
    void whereRoutersAreNamedTheAccompliceOfASilentDeviceIsNone() {
        var scene = new Scene();
        logsIn(scene.connection(INNOCENT, SECOND_BOT, 23)
                .clientBy(BOT, SECOND_BOT)
                .serverBy(SECOND_BOT, BOT));
        assertThat(scene.watch()).as("learnt: nothing tells it from a router").allMatch(f -> f.role()
                .proven());
        blamesNobody(scene.watch(DetectionSettings.defaults().withRouters(List.of(0x02_00_00_00_01_01L))));
    }

    @Test
    void whatComesBeforeTheHandshakeIsCompleteCanNotBePutIntoTheMouthOfAnInnocent() {
        var scene = new Scene();
        var call = scene.connection(INNOCENT, CAM, 80).syn().synAck();
        call.clientNext++;
        call.serverNext++;
        var basic = "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic cm9vdDp4YzM1MTE=\r\n\r\n";
        call.clientBy(BOT, CAM).repeat(true, basic).clientBy(null, null).acknowledge();
        call.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer("HTTP/1.1 200 OK\r\n\r\n");
        assertThat(scene.watch())
                .noneMatch(f -> f.role().proven() || f.evidence().letIn());
    }

    @Test
    void refusalsThatAnOwnDeviceForgesAreNotAnInnocentsGuesses() {
        var scene = new Scene();
        for (int i = 0; i < 12; i++) {
            var call = scene.connection(INNOCENT, CAM, 80).open();
            call.ask("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\n\r\n");
            call.serverBy(BOT, null).answer("HTTP/1.1 401 Unauthorized\r\n\r\n");
            call.close();
        }
        assertThat(scene.watch()).noneMatch(f -> f.role().proven());
    }

    @Test
    void resetsThatAnOwnDeviceForgesAreNotAnInnocentsProbes() {
        var scene = new Scene();
        for (int port = 8_000; port < 8_010; port++) {
            scene.connection(INNOCENT, CAM, port).open().clientBy(BOT, CAM).reset();
        }
        assertThat(scene.watch()).noneMatch(f -> f.role().proven());
    }

    /** The price: what is seen twice, before and behind a router, proves nobody. */
    @Test
    void aTapOnBothSidesOfARouterProvesNobody() {
        var scene = new Scene();
        var call = scene.connection(INNOCENT, CAM, 23);
        bothSides(call, true, call::syn);
        bothSides(call, false, call::synAck);
        call.clientNext++;
        call.serverNext++;
        bothSides(call, true, call::acknowledge);
        attemptOnBothSides(call);
        assertThat(scene.watch()).isNotEmpty().noneMatch(f -> f.role().proven());
    }

    /** The same frame before and behind the router, in the order it passes. */
    private static void bothSides(Connection call, boolean fromOutside, Runnable send) {
        Runnable before = () -> {
            call.clientBy(HUB, SECOND_BOT).serverBy(SECOND_BOT, HUB);
            send.run();
        };
        Runnable behind = () -> {
            call.clientBy(null, null).serverBy(null, null);
            send.run();
        };
        (fromOutside ? before : behind).run();
        (fromOutside ? behind : before).run();
    }

    private static void attemptOnBothSides(Connection call) {
        bothSides(call, false, () -> call.repeat(false, "login: "));
        call.serverNext += 7;
        bothSides(call, true, () -> call.repeat(true, "root\r\n"));
        call.clientNext += 6;
        bothSides(call, false, () -> call.repeat(false, "Password: "));
        call.serverNext += 10;
        bothSides(call, true, () -> call.repeat(true, "xc3511\r\n"));
        call.clientNext += 8;
        bothSides(call, false, () -> call.repeat(false, "# "));
        call.serverNext += 2;
    }

    private static void logsIn(Connection call) {
        attempt(call.open().answer("login: "));
    }

    private static void attempt(Connection call) {
        call.ask("root\r\n").answer("Password: ").ask("xc3511\r\n").answer("# ");
    }

    private static void refused(Connection call, int number) {
        call.open().answer("login: ").ask("user" + number + "\r\n").answer("Password: ");
        call.ask("wrong\r\n").answer("Login incorrect\r\n").close();
    }

    private static void blamesNobody(List<Finding> findings) {
        assertThat(findings)
                .isNotEmpty()
                .noneMatch(f -> f.role().proven() || f.evidence().letIn());
        assertThat(findings).anyMatch(f -> f.observed().contains("made up by one of ours"));
    }
}

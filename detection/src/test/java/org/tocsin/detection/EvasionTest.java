package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Address;

/** What an attacker does to hide what he does, and what it must not hide. */
final class EvasionTest {
    private static final String LOADER = "198.51.100.7";
    private static final String COMMAND = "198.51.100.99";
    private static final String BOT = "192.168.1.66";

    @ParameterizedTest
    @CsvSource({"3, true", "3, false", "4, true", "4, false"})
    void hostsThatAreProbedInTurnHideNoneOfEachOther(int hosts, boolean refused) {
        var scene = new Scene();
        for (int port = 1; port <= 300; port++) {
            for (int host = 0; host < hosts; host++) {
                var call = scene.connection(LOADER, "192.168.1." + (20 + host), port)
                        .syn();
                if (refused) {
                    call.refused();
                }
            }
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch())
                .extracting(Finding::kind)
                .contains(Kind.VERTICAL_SCAN);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void servicesThatAreGuessedAtInTurnHideNoneOfEachOther(int hosts) {
        var scene = new Scene();
        for (int guess = 0; guess < 100; guess++) {
            for (int host = 0; host < hosts; host++) {
                login(
                        scene.connection(LOADER, "192.168.1." + (20 + host), 23).open(),
                        "wrong" + guess,
                        "Login incorrect");
            }
        }
        assertThat(scene.watch()).extracting(Finding::kind).contains(Kind.BRUTE_FORCE);
    }

    /** The server never takes it, so it begins nothing. */
    @Test
    void aSynWithAnotherNumberInTheMiddleHidesNothing() {
        var scene = new Scene();
        var call = scene.connection(LOADER, CAM, 23).open();
        int next = call.clientNext;
        call.clientNext = next + 1_000_000_000;
        call.syn();
        call.clientNext = next;
        login(call, "xc3511", "#");
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.FACTORY_CREDENTIALS);
            assertThat(f.role().proven()).isTrue();
        });
    }

    @Test
    void theNextConnectionOnTheSamePortsIsReadIfTheServerTakesIt() {
        var scene = new Scene();
        var call = scene.connection(LOADER, CAM, 23).open().answer("login: ");
        call.clientNext += 1_000_000_000;
        call.open();
        login(call, "xc3511", "#");
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @Test
    void answersToPingsThatNobodySentMakeNobodyKnown() {
        var scene = new Scene().chat(CAM, "198.51.100.3", 443);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10; i++) {
                scene.pong("203.0.113." + i, CAM);
            }
            scene.pass(6_000);
        }
        for (int i = 0; i < 10; i++) {
            scene.connection(CAM, "203.0.113." + i, 23).syn();
        }
        assertThat(scene.pass(2_000).chat(HUB, COMMAND, 443).watch())
                .extracting(Finding::kind)
                .contains(Kind.HORIZONTAL_SCAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {BOT, LOADER})
    void namesThatPointAtOurDevicesHideNoScanOfThem(String scanner) {
        var scene = new Scene().chat(BOT, COMMAND, 443);
        for (int i = 0; i < 20; i++) {
            scene.lookUp(BOT, "x" + i + ".example", "192.168.1." + (100 + i));
        }
        for (int i = 0; i < 20; i++) {
            scene.connection(scanner, "192.168.1." + (100 + i), 23).syn();
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch())
                .extracting(Finding::kind)
                .contains(Kind.HORIZONTAL_SCAN);
    }

    /** Five packets a finding cost whoever forges them nothing. */
    @Test
    void aFloodOfFindingsAboutForgedSourcesDrownsNoProvenOne() {
        var scene = new Scene().chat(CAM, COMMAND, 443);
        for (int source = 1; source <= 200; source++) {
            for (int i = 0; i < 6; i++) {
                scene.forgedSyn("203.0.113.1", "203.0." + source % 200 + ".9", "192.168.1." + (100 + i), 23);
            }
        }
        login(scene.pass(3_000).connection(LOADER, CAM, 23).open(), "xc3511", "#");
        assertThat(scene.watch())
                .filteredOn(f -> f.role().proven())
                .extracting(Finding::kind)
                .containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    /** Invented hardware is new; a device that was there before has a budget of its own. */
    @Test
    void madeUpDevicesDrownNoRealOne() {
        var scene = new Scene().chat(BOT, COMMAND, 443).pass(90_000).chat(BOT, COMMAND, 443);
        for (int made = 0; made < 185; made++) {
            var address = "fd00::" + Integer.toHexString(0x43 + made);
            for (int i = 1; i < 20; i++) {
                scene.connection(address, "fd00::1:" + i, 23).syn();
            }
        }
        for (int i = 0; i < 20; i++) {
            scene.connection(BOT, "192.168.1." + (100 + i), 23).syn();
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch())
                .filteredOn(f -> f.address().equals(Address.parse(BOT)))
                .extracting(Finding::kind)
                .contains(Kind.HORIZONTAL_SCAN);
    }

    @Test
    void connectionsThatNobodyClosesBlindNobody() {
        var scene = new Scene();
        for (int i = 0; i < 9_000; i++) {
            scene.connection("203." + i / 60_000 + "." + i / 250 % 250 + "." + (1 + i % 250), CAM, 80)
                    .open()
                    .ask("GET / HTTP/1.1\r\n");
        }
        login(scene.pass(120_000).connection(LOADER, CAM, 23).open(), "xc3511", "#");
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.accept(detection, scene.pcap());
        assertThat(detection.tally().shedFlows()).isPositive();
        assertThat(scene.watch()).extracting(Finding::kind).contains(Kind.FACTORY_CREDENTIALS);
    }

    /** He answers for the names himself, and calls each of his targets by one. */
    @Test
    void namesThatTheAttackerGivesExcuseNoScan() {
        var scene = new Scene().chat(BOT, COMMAND, 443);
        for (int i = 1; i < 40; i++) {
            scene.lookUp(BOT, "x" + i + ".evil.example", "203.0.113." + i);
        }
        for (int i = 1; i < 40; i++) {
            scene.connection(BOT, "203.0.113." + i, 23).syn();
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch())
                .extracting(Finding::kind)
                .containsExactly(Kind.HORIZONTAL_SCAN);
    }

    /** In an outage a telephone tries all the addresses of all its services. */
    @Test
    void manySilentServicesOfOneTelephoneAreNoScan() {
        var scene = new Scene().chat(CAM, COMMAND, 443);
        for (int i = 1; i < 60; i++) {
            scene.lookUp(CAM, "service" + i / 4 + ".example", "203.0.113." + i);
            scene.connection(CAM, "203.0.113." + i, 443).syn();
        }
        assertThat(scene.pass(2_000).chat(HUB, COMMAND, 443).watch()).isEmpty();
    }

    @Test
    void whoeverHasANetworkOfIpv6HasOneTryAndNotOneForEachAddress() {
        var scene = new Scene();
        for (int i = 0; i < 40; i++) {
            login(
                    scene.connection("2001:db8:66:1::" + Integer.toHexString(0x1000 + i), "fd00::20", 23)
                            .open(),
                    "wrong" + i,
                    "Login incorrect");
        }
        assertThat(scene.watch()).extracting(Finding::kind).contains(Kind.BRUTE_FORCE);
    }

    @Test
    void anArpFrameThatNamesAnotherStationBlamesNobody() {
        var scene = new Scene().chat(CAM, COMMAND, 443);
        for (int i = 0; i < 40; i++) {
            scene.arpInTheNameOf(BOT, CAM, "192.168.1." + (100 + i));
        }
        assertThat(scene.watch()).isEmpty();
    }

    /** Its frame goes from the router's station to an address that is outside to us: the router does not go out through another. */
    @Test
    void aRouterThatLooksForItsNeighbourStaysOne() {
        var scene = new Scene().solicit("2001:db8::20").chat(CAM, COMMAND, 443).solicit("2001:db8::20");
        login(scene.connection(LOADER, CAM, 23).open(), "xc3511", "#");
        assertThat(scene.watch())
                .singleElement()
                .satisfies(f -> assertThat(f.role().proven()).isTrue());
    }

    @Test
    void oneFrameInTheNameOfARouterThatCarriesMuchIsNotHeldAgainstIt() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) {
            scene.chat(CAM, "198.51.100." + (1 + i), 443);
        }
        scene.forgedSyn("203.0.113.1", HUB, "203.0.113.9", 443);
        login(scene.connection(LOADER, CAM, 23).open(), "xc3511", "#");
        assertThat(scene.watch())
                .singleElement()
                .satisfies(f -> assertThat(f.role().proven()).isTrue());
    }

    @Test
    void whoUsesTheAddressOfAnotherIsNamedWithoutIt() {
        var scene = new Scene().chat(HUB, COMMAND, 443).pass(90_000).chat(HUB, COMMAND, 443);
        for (int i = 0; i < 40; i++) {
            scene.forgedSyn(BOT, HUB, "192.168.1." + (100 + i), 23);
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch())
                .isNotEmpty()
                .allSatisfy(f -> {
                    assertThat(f.device()).isEqualTo("02:00:00:00:00:42");
                    assertThat(f.address()).isNotEqualTo(Address.parse(HUB));
                });
    }

    /** It stands here, so it does not come through the router: somebody outside makes it up. */
    @Test
    void whatComesThroughTheRouterInTheNameOfADeviceThatStandsHereIsNotHeldAgainstIt() {
        var scene = new Scene().chat(HUB, COMMAND, 443).pass(90_000).chat(HUB, COMMAND, 443);
        for (int i = 0; i < 40; i++) {
            scene.forgedSyn("203.0.113.1", HUB, "192.168.1." + (100 + i), 23);
        }
        assertThat(scene.pass(2_000).chat(CAM, COMMAND, 443).watch()).isEmpty();
    }

    @Test
    void aDeviceThatTakesTheAddressOfOneThatIsGoneHasIt() {
        var scene = new Scene()
                .chat(HUB, COMMAND, 443)
                .pass(90_000)
                .chat(HUB, COMMAND, 443)
                .pass(700_000);
        scene.forgedSyn(BOT, HUB, COMMAND, 443);
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.feed(detection, scene.pcap());
        List<Device> devices = detection.devices();
        assertThat(devices)
                .filteredOn(one -> one.id().equals("02:00:00:00:00:42"))
                .extracting(Device::address)
                .containsExactly(Address.parse(HUB));
    }

    private static void login(Scene.Connection call, String secret, String answer) {
        call.answer("login: ")
                .ask("root\r\n")
                .answer("Password: ")
                .ask(secret + "\r\n")
                .answer("\r\n" + answer + " ")
                .close();
    }
}

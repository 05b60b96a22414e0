package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** Who gives out addresses, and who only wants to be the way. */
final class LeaseTest {
    private static final String ROUTER = "192.168.1.1";
    private static final String EVIL = "192.168.1.66";
    private static final String EVIL_MAC = "02:00:00:00:00:42";
    private static final long CLIENT = 0x020000000099L;

    @Test
    void aSecondServerThatSendsDevicesAnotherWayIsFoundAndTheOldOneIsNotNamed() {
        var scene = served();
        scene.lease(ROUTER, 7, CLIENT, ROUTER, ROUTER).lease(EVIL, 7, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.DHCP_SPOOF);
            assertThat(f.role()).isEqualTo(new Role.OwnDevice(EVIL_MAC, Address.parse(EVIL)));
            assertThat(f.observed()).contains("router 192.168.1.66", "router 192.168.1.1");
            assertThat(f.peers()).containsExactly(Address.parse(ROUTER));
        });
    }

    /** An intruder is often the nearer one. */
    @Test
    void anIntruderThatAnswersFirstIsTheOneThatIsNamed() {
        var scene = served();
        scene.lease(EVIL, 7, CLIENT, EVIL, EVIL).lease(ROUTER, 7, CLIENT, ROUTER, ROUTER);
        assertThat(scene.watch())
                .extracting(Finding::role)
                .containsExactly(new Role.OwnDevice(EVIL_MAC, Address.parse(EVIL)));
    }

    @Test
    void ofTwoServersThatAreBothNewNeitherIsBlamed() {
        var scene = new Scene()
                .chat(EVIL, "198.51.100.1", 443)
                .lease(EVIL, 7, CLIENT, EVIL, EVIL)
                .lease(ROUTER, 7, CLIENT, ROUTER, ROUTER);
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.DHCP_SPOOF);
            assertThat(f.role()).isInstanceOf(Role.Nameless.class);
            assertThat(f.observed()).contains("both are new here");
        });
    }

    /** It would pass for the older one, and the router, which answers its first question later, for the intruder. */
    @Test
    void anOfferThatNobodyAskedForMakesNobodyAServer() {
        var scene = new Scene()
                .chat(EVIL, "198.51.100.1", 443)
                .chat(ROUTER, "198.51.100.1", 443)
                .offer(EVIL, 5, CLIENT, EVIL, EVIL)
                .pass(700_000)
                .lease(ROUTER, 7, CLIENT, ROUTER, ROUTER)
                .lease(EVIL, 7, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).singleElement().satisfies(f -> assertThat(f.role())
                .isInstanceOf(Role.Nameless.class));
    }

    @Test
    void whoAnswersHimselfIsNoServer() {
        var scene = new Scene()
                .chat(EVIL, "198.51.100.1", 443)
                .chat(Scene.HUB, "198.51.100.1", 443)
                .askFrom(EVIL, CLIENT + 1, 5)
                .offer(EVIL, 5, CLIENT + 1, EVIL, EVIL)
                .pass(700_000)
                .lease(Scene.HUB, 7, CLIENT, ROUTER, ROUTER)
                .lease(EVIL, 7, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).singleElement().satisfies(f -> assertThat(f.role())
                .isInstanceOf(Role.Nameless.class));
    }

    /** A bot asks itself, and answers itself, before the router is seen to answer anybody. */
    @Test
    void theResolverIsNoIntruderHoweverLateItIsSeenToAnswer() {
        var scene = new Scene()
                .chat(EVIL, "198.51.100.1", 443)
                .lease(EVIL, 5, CLIENT + 1, EVIL, EVIL)
                .pass(700_000)
                .lookUp(Scene.CAM, "time.example", "198.51.100.9");
        scene.lease(Scene.DNS, 7, CLIENT, ROUTER, Scene.DNS).lease(EVIL, 7, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).singleElement().satisfies(f -> assertThat(f.role())
                .isInstanceOf(Role.Nameless.class));
    }

    @Test
    void aQuestionThatIsRepeatedBetweenTwoAnswersHidesNoneOfThem() {
        var scene = served();
        scene.lease(ROUTER, 7, CLIENT, ROUTER, ROUTER).ask(CLIENT, 7).lease(EVIL, 7, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.DHCP_SPOOF);
    }

    @Test
    void serversThatStandInForEachOtherAreNone() {
        var scene = served();
        scene.lease(ROUTER, 7, CLIENT, ROUTER, ROUTER).lease(EVIL, 7, CLIENT, ROUTER, ROUTER);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aNewRouterThatTakesTheOldOnesPlaceIsNone() {
        var scene = served();
        scene.pass(60_000).lease(EVIL, 8, CLIENT, EVIL, EVIL).lease(EVIL, 9, CLIENT, EVIL, EVIL);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void whoAsksForAddressesWithoutEndIsFoundOnceAndNobodyIsNamedForMadeUpHardware() {
        var scene = new Scene();
        IntStream.range(0, 1_000).forEach(i -> scene.dhcp(0x020000010000L + i, "x" + i));
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.FLOOD);
            assertThat(f.role()).isInstanceOf(Role.Nameless.class);
            assertThat(f.observed()).contains("requests for an address");
        });
    }

    @Test
    void aHouseThatComesBackAfterAPowerCutIsNone() {
        var scene = new Scene();
        IntStream.range(0, 600).forEach(i -> scene.dhcp(0x020000010000L + i % 200, "x" + i % 200)
                .pass(30));
        assertThat(scene.watch()).isEmpty();
    }

    /** The router has served for a while, and both have been seen. */
    private static Scene served() {
        var scene = new Scene().chat(EVIL, "198.51.100.1", 443);
        scene.lease(ROUTER, 1, CLIENT, ROUTER, ROUTER).pass(700_000);
        return scene.lease(ROUTER, 2, CLIENT, ROUTER, ROUTER).pass(60_000);
    }
}

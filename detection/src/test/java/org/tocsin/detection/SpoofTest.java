package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** Whose an address is, and who only says so. */
final class SpoofTest {
    private static final String GATEWAY = Scene.DNS;
    private static final String EVIL = "192.168.1.66";
    private static final String EVIL_MAC = "02:00:00:00:00:42";

    @Test
    void whoTellsAVictimToBeTheGatewayIsFoundAndTheGatewayIsNotNamed() {
        var scene = network();
        for (int i = 0; i < 5; i++) {
            scene.arpReply(EVIL, GATEWAY, CAM).pass(2_000);
        }
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.ARP_SPOOF);
            assertThat(f.role()).isEqualTo(new Role.OwnDevice(EVIL_MAC, Address.parse(EVIL)));
            assertThat(f.peers()).containsExactly(Address.parse(GATEWAY));
        });
    }

    @Test
    void whoTellsEverybodyToBeTheGatewayThatStillWorksIsFound() {
        var scene = network();
        for (int i = 0; i < 5; i++) {
            scene.arpReply(EVIL, GATEWAY, null).pass(2_000);
            scene.lookUp(CAM, "a.example", "203.0.113.1");
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.ARP_SPOOF);
    }

    @Test
    void aSpooferWithoutAnAddressOfItsOwnCostsNobodyHis() {
        var scene = new Scene().arp(GATEWAY, CAM).arp(CAM, GATEWAY).pass(70_000);
        for (int i = 0; i < 5; i++) {
            scene.arpReply(EVIL, GATEWAY, CAM).pass(2_000);
        }
        assertThat(scene.watch()).extracting(Finding::role).containsExactly(new Role.Nameless(Address.parse(GATEWAY)));
    }

    @Test
    void anAddressThatMovesToAnotherDeviceIsNoSpoofing() {
        var scene = network();
        for (int i = 0; i < 5; i++) {
            scene.arpReply(EVIL, HUB, null).pass(1_000);
        }
        scene.pass(90_000);
        for (int i = 0; i < 5; i++) {
            scene.arpReply(EVIL, HUB, null).arp(EVIL, GATEWAY).pass(30_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aStandbyThatTakesOverFromADeadGatewayIsNoSpoofing() {
        var scene = network().arp(GATEWAY, CAM).pass(3_000);
        for (int i = 0; i < 10; i++) {
            scene.arpReply(EVIL, GATEWAY, null).pass(500);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void whoAnswersForOthersWhenAskedIsNoSpoofer() {
        var scene = network();
        for (int i = 0; i < 10; i++) {
            scene.arp(CAM, HUB).arpReply(HUB, HUB, CAM).arpReply(EVIL, HUB, CAM).pass(20_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    /** Three devices and a gateway that have been here for a while. */
    private static Scene network() {
        var scene = new Scene();
        for (int i = 0; i < 2; i++) {
            scene.arp(GATEWAY, CAM).arp(CAM, GATEWAY).arp(HUB, GATEWAY).arp(EVIL, GATEWAY);
            scene.pass(70_000);
        }
        return scene;
    }
}

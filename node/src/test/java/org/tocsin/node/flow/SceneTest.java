package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.platform.json.Json;

/** Who acted is not mistaken for whom it was done to, whichever of them a finding is filed under. */
final class SceneTest {
    private static final String MAC = "02:00:00:00:00:14";
    private static final Address CAMERA = Address.parse("192.168.1.20");
    private static final Address OTHER = Address.parse("192.168.1.50");
    private static final Address OUTSIDER = Address.parse("198.51.100.7");

    private static String scene(Kind kind, String device, Address address, Role role, Address... peers) {
        var finding = new Finding(
                Instant.EPOCH,
                1,
                1,
                device,
                address,
                kind,
                1,
                "",
                "",
                List.of(peers),
                List.of(),
                true,
                role,
                new Evidence(1, 1, 1, 0));
        var detail = Json.object();
        Scene.of(finding).into(detail);
        var targets = detail.path("targets")
                .valueStream()
                .map(party -> party.path("id").asString(""))
                .toList();
        return detail.path("actor").path("id").asString("nobody") + " -> " + String.join(", ", targets);
    }

    @Test
    void anOutsiderActsThoughTheFindingIsFiledUnderItsVictim() {
        assertThat(scene(Kind.BRUTE_FORCE, MAC, CAMERA, new Role.Inbound(OUTSIDER, true), OUTSIDER))
                .isEqualTo("198.51.100.7 -> " + MAC);
    }

    @Test
    void anOwnDeviceActsOnItsPeersAndOnTheOneThatItLoggedInTo() {
        var role = new Role.OwnDevice(MAC, CAMERA);
        assertThat(scene(Kind.HORIZONTAL_SCAN, MAC, CAMERA, role, OTHER, OUTSIDER))
                .isEqualTo(MAC + " -> 192.168.1.50, 198.51.100.7");
        assertThat(scene(Kind.FACTORY_CREDENTIALS, "192.168.1.50", OTHER, role, CAMERA))
                .isEqualTo(MAC + " -> 192.168.1.50");
    }

    @Test
    void aDeviceCallsItsMasterAndStrangersActOnStrangers() {
        assertThat(scene(Kind.BEACON, MAC, CAMERA, new Role.CallHome(OUTSIDER))).isEqualTo(MAC + " -> 198.51.100.7");
        var stranger = new Role.Stranger(OUTSIDER);
        assertThat(scene(Kind.HORIZONTAL_SCAN, "198.51.100.7", OUTSIDER, stranger, OTHER))
                .isEqualTo("198.51.100.7 -> 192.168.1.50");
        assertThat(scene(Kind.FLOOD, MAC, CAMERA, stranger, OUTSIDER)).isEqualTo("198.51.100.7 -> " + MAC);
    }

    @Test
    void whoMayBeForgedIsNotNamedAsTheOneWhoActed() {
        var nameless = new Role.Nameless(CAMERA);
        assertThat(scene(Kind.FLOOD, MAC, CAMERA, nameless)).isEqualTo("nobody -> " + MAC);
        assertThat(scene(Kind.ARP_SPOOF, "02:00:00:00:00:66", CAMERA, nameless))
                .isEqualTo("02:00:00:00:00:66 -> 192.168.1.20");
        assertThat(scene(Kind.ARP_SPOOF, "192.168.1.20", CAMERA, nameless)).isEqualTo("nobody -> 192.168.1.20");
    }
}

package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** Calls to whom something is known against. */
final class HitTest {
    private static final String LISTED = "203.0.113.50";

    private final Watchlist list = (high, low) -> new Address(high, low).equals(Address.parse(LISTED));

    @Test
    void theFirstCallOfADeviceIsToldAndAccusesNobodyAlone() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443).chat(CAM, LISTED, 443);
        assertThat(watch(scene)).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.INDICATOR_HIT);
            assertThat(f.role()).isEqualTo(new Role.OwnDevice("02:00:00:00:00:14", Address.parse(CAM)));
            assertThat(f.confidence()).isEqualTo(0.5);
            assertThat(f.peers()).containsExactly(Address.parse(LISTED));
            assertThat(f.ports()).containsExactly(443);
        });
    }

    @Test
    void eachDeviceIsToldOfAndNoneTwiceForOneRow() {
        var scene = new Scene();
        for (int i = 0; i < 5; i++) {
            scene.chat(CAM, LISTED, 443).chat(HUB, LISTED, 443).pass(1_000);
        }
        assertThat(watch(scene)).extracting(Finding::kind).containsExactly(Kind.INDICATOR_HIT, Kind.INDICATOR_HIT);
    }

    @Test
    void datagramsCountAsWell() {
        var scene = new Scene().udp(CAM, LISTED, 40_000, 4444, new byte[10]);
        assertThat(watch(scene)).extracting(Finding::kind).containsExactly(Kind.INDICATOR_HIT);
    }

    /** A scanner of the Internet is on every list; being scanned is no call. */
    @Test
    void whoIsOnTheListAndComesByIsNoHit() {
        assertThat(watch(new Scene().chat(LISTED, CAM, 80))).isEmpty();
    }

    private List<Finding> watch(Scene scene) {
        var findings = new ArrayList<Finding>();
        Scene.feed(new Detection(DetectionSettings.defaults(), list, findings::add), scene.pcap());
        return findings;
    }
}

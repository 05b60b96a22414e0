package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;

import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** Devices that are made to flood somebody by asking them in his name. */
final class ReflectionTest {
    private static final String VICTIM = "203.0.113.77";
    private static final int COAP = 5683;

    @Test
    void aDeviceThatAnswersWithFarMoreThanItWasAskedIsFoundAndNobodyIsBlamed() {
        var scene = exchange(COAP, 200, 20, 1_200);
        assertThat(scene.watch()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.AMPLIFICATION);
            assertThat(f.device()).isEqualTo("02:00:00:00:00:14");
            assertThat(f.role()).isEqualTo(new Role.Nameless(Address.parse(VICTIM)));
            assertThat(f.ports()).containsExactly(COAP);
        });
    }

    /** Each question from another port, as forgers do. */
    @Test
    void portsThatChangeHideNothing() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 200; i++) {
            scene.udp(VICTIM, CAM, 20_000 + i, COAP, new byte[20]);
            scene.udp(CAM, VICTIM, COAP, 20_000 + i, new byte[1_200]);
        }
        assertThat(scene.watch()).extracting(Finding::kind).contains(Kind.AMPLIFICATION);
    }

    @Test
    void answersOfTheSizeOfTheQuestionsAreNone() {
        assertThat(exchange(COAP, 500, 400, 500).watch()).isEmpty();
    }

    @Test
    void aDownloadOverAProtocolWithAHandshakeOfItsOwnIsNone() {
        assertThat(exchange(443, 500, 20, 1_200).watch()).isEmpty();
    }

    @Test
    void aDeviceThatAsksASlowQuestionNowAndThenIsNone() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 300; i++) {
            scene.udp(VICTIM, CAM, 20_000, COAP, new byte[20]);
            scene.udp(CAM, VICTIM, COAP, 20_000, new byte[1_200]).pass(1_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    private static Scene exchange(int port, int times, int asked, int answered) {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < times; i++) {
            scene.udp(VICTIM, CAM, 20_000, port, new byte[asked]);
            scene.udp(CAM, VICTIM, port, 20_000, new byte[answered]);
        }
        return scene;
    }
}

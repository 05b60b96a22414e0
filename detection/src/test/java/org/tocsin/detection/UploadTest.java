package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;

import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class UploadTest {
    private static final String CLOUD = "198.51.100.3";
    private static final String THIEF = "203.0.113.66";
    private static final String PORTION = "x".repeat(50_000);
    private static final int HOUR = 3_600_000;

    private final Scene scene = new Scene();

    @Test
    void whatADeviceCarriesOutToAStrangerIsTold() {
        learnt();
        send(scene.connection(CAM, THIEF, 443).open(), 500);
        assertThat(scene.watch()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.EXFILTRATION);
            assertThat(found.confidence()).isEqualTo(0.5);
            assertThat(found.role()).isInstanceOf(Role.OwnDevice.class);
            assertThat(found.peers()).containsExactly(Address.parse(THIEF));
        });
    }

    @Test
    void portionsOfManyConnectionsAreAddedUp() {
        learnt();
        for (int i = 0; i < 1_700; i++) {
            scene.connection(CAM, THIEF, 443)
                    .open()
                    .ask("x".repeat(12_500))
                    .answer("ok")
                    .close();
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.EXFILTRATION);
    }

    @Test
    void whatAStrangerFetchesFromADeviceIsTold() {
        learnt();
        var call = scene.connection(THIEF, CAM, 554).open();
        for (int i = 0; i < 500; i++) {
            call.answer(PORTION);
        }
        call.close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.EXFILTRATION);
    }

    @Test
    void whatGoesToAPeerOfTheProfileIsUsual() {
        learnt();
        send(scene.connection(CAM, CLOUD, 443).open(), 2_000);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void whatADeviceDoesWhileItLearnsIsItsProfile() {
        send(scene.connection(CAM, CLOUD, 443).open(), 2_000);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aTrickleThatTakesDaysIsUsual() {
        learnt();
        for (int i = 0; i < 1_000; i++) {
            scene.connection(CAM, THIEF, 443)
                    .open()
                    .ask(PORTION)
                    .answer("ok")
                    .close()
                    .pass(30_000);
        }
        assertThat(scene.watch()).extracting(Finding::kind).doesNotContain(Kind.EXFILTRATION);
    }

    private void learnt() {
        scene.chat(CAM, CLOUD, 443).pass(HOUR + 1_000);
    }

    private static void send(Scene.Connection call, int portions) {
        for (int i = 0; i < portions; i++) {
            call.ask(PORTION);
        }
        call.answer("ok").close();
    }
}

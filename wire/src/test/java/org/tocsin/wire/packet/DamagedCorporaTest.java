package org.tocsin.wire.packet;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.Corpora;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;

/** Real captures, cut and with flipped bits: seeded, so that a failure can be had again. */
final class DamagedCorporaTest {
    private static final int MOST = 400_000;

    @ParameterizedTest
    @ValueSource(strings = {"protocols", "infection", "ddos", "zigbee", "scan", "mqtt"})
    void noDamageIsAnException(String group) throws IOException {
        try (Stream<Path> files = Files.list(Corpora.captures().resolve(group))) {
            for (var file : files.sorted().toList()) {
                var whole = Files.readAllBytes(file);
                for (int seed = 0; seed < 4; seed++) {
                    var broken = damage(
                            whole, new Random(seed + 31L * file.getFileName().hashCode()), seed % 2 == 0);
                    assertThatCode(() -> read(broken))
                            .as(file + " seed " + seed)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    private static byte[] damage(byte[] whole, Random random, boolean flip) {
        int length = Math.min(whole.length, MOST);
        var broken = java.util.Arrays.copyOf(whole, flip ? length : 24 + random.nextInt(Math.max(1, length - 24)));
        for (int i = 0; flip && i < broken.length / 200; i++) {
            broken[24 + random.nextInt(broken.length - 24)] ^= (byte) (1 << random.nextInt(8));
        }
        return broken;
    }

    private static void read(byte[] bytes) {
        try {
            var capture = Capture.of(bytes);
            var frame = new Frame();
            var packet = new Packet();
            var decoder = new Decoder();
            while (capture.next(frame)) {
                decoder.decode(frame, packet);
            }
        } catch (Rejection named) {
            if (!named.code().startsWith("capture.")) {
                throw named;
            }
        }
    }
}

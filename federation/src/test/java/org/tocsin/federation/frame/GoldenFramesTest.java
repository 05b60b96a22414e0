package org.tocsin.federation.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bytes of every frame, which can't change later: a change is a new version, never an edit. */
final class GoldenFramesTest {
    @Test
    void everyFrameIsWrittenAndReadAsItEverWas() throws IOException {
        var golden = golden();
        var frames = FrameTest.frames().stream()
                .filter(frame -> !(frame instanceof Frame.Hello))
                .toList();
        assertThat(golden).hasSize(frames.size() + 1);
        for (var frame : frames) {
            var bytes = Objects.requireNonNull(golden.get(name(frame)), name(frame));
            assertThat(HexFormat.of().formatHex(FrameEncoder.encode(frame)))
                    .as(name(frame))
                    .isEqualTo(bytes);
            assertThat(decoded(bytes)).isEqualTo(frame);
        }
    }

    /** Its signatures can't be made again, so it is read and written back. */
    @Test
    void aHelloIsReadAndWrittenBackAsItEverWas() throws IOException {
        var bytes = Objects.requireNonNull(golden().get("Hello"));
        var hello = (Frame.Hello) decoded(bytes);
        assertThat(hello.software()).isEqualTo("tocsin/0.1");
        assertThat(hello.timeMs()).isEqualTo(1_700_000_000_000L);
        assertThat(hello.held()).hasSize(1);
        assertThat(hello.offers()).hasSize(2);
        assertThat(hello.yours()).contains(hello.descriptor());
        assertThat(HexFormat.of().formatHex(FrameEncoder.encode(hello))).isEqualTo(bytes);
    }

    private static Frame decoded(String hex) throws IOException {
        var stream = new FrameStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
        return stream.next(Frame.MOST_BYTES);
    }

    private static String name(Frame frame) {
        return frame.getClass().getSimpleName();
    }

    private static Map<String, String> golden() throws IOException {
        try (var in = Objects.requireNonNull(GoldenFramesTest.class.getResourceAsStream("/golden/frames.txt"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            Function<String, String[]> words = line -> line.split(" ", 2);
            return lines.stream().map(words).collect(Collectors.toMap(word -> word[0], word -> word[1]));
        }
    }
}

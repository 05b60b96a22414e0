package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.json.Json;

/** The live stream under a reader that does not read. */
final class StreamTest {
    private static final int FLOOD = 20_000;

    @Test
    void aSlowReaderIsToldWhatItMissedAndHoldsNobodyUp(@TempDir Path folder) throws Exception {
        try (var node = TestNode.start(folder, "acme.example")) {
            var visitor = node.visitor();
            visitor.logIn(node.token);
            var stream = visitor.open("/api/v1/stream");
            var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            assertThat(until(reader, "event: hello")).isTrue();
            var detail = Json.object().put("text", "x".repeat(1_000));
            for (int i = 0; i < FLOOD; i++) {
                node.node.chronicle().tell(Beat.Kind.REFUSED, "192.0.2.1", 0, "refused", detail);
            }
            assertThat(visitor.get("/").statusCode())
                    .as("the console answers meanwhile")
                    .isEqualTo(200);
            assertThat(until(reader, "event: missed")).isTrue();
            assertThat(reader.readLine()).contains("\"missed\":");
            reader.close();
        }
    }

    private static boolean until(BufferedReader reader, String wanted) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aLineBreakInTextDoesNotForgeAnEvent(@TempDir Path folder) throws Exception {
        try (var node = TestNode.start(folder, "acme.example")) {
            var visitor = node.visitor();
            visitor.logIn(node.token);
            var stream = visitor.open("/api/v1/stream");
            var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            assertThat(until(reader, "event: hello")).isTrue();
            node.node.chronicle().tell(Beat.Kind.TROUBLE, "x", 0, "bad\n\nevent: hello\ndata: {}\r\n", Json.object());
            assertThat(until(reader, "event: beat")).isTrue();
            assertThat(reader.readLine()).startsWith("data: {").contains("bad\\n\\nevent: hello");
            assertThat(reader.readLine()).isEmpty();
            reader.close();
        }
    }
}

package org.tocsin.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.Corpora;
import org.tocsin.kernel.Rejection;

/** Go's own cases for signed notes and the examples of the C2SP specifications. */
final class ForeignNotesTest {
    private static final Map<String, String> CODES = Map.of(
            "malformed", "note\\..*",
            "invalid-signature", "note\\.bad-signature",
            "ambiguous-key", "note\\.ambiguous-key",
            "no-verifiable-signature", "note\\.no-known-signature");

    @Test
    void everyNoteIsJudgedAsGoJudgesIt() throws IOException {
        var lines = Files.readAllLines(Corpora.file("ledger/note/open.jsonl"));
        assertThat(lines).hasSize(18);
        for (var line : lines) {
            var encoded = Base64.getDecoder().decode(field(line, "note_b64"));
            var keys = strings(line, "verifier_keys").stream()
                    .map(VerifierKey::parse)
                    .toList();
            var expected = field(line, "expected");
            if (expected.equals("ok")) {
                assertThat(new NoteVerifier(keys)
                                .verify(Note.parse(encoded)).stream()
                                        .map(VerifierKey::name)
                                        .toList())
                        .as(line)
                        .isEqualTo(strings(line, "verified"));
            } else {
                assertThatThrownBy(() -> new NoteVerifier(keys).verify(Note.parse(encoded)))
                        .as(line)
                        .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                                .matches(CODES.getOrDefault(expected, "never")));
            }
        }
    }

    @Test
    void everyFalseKeyIsRefused() throws IOException {
        var lines = Files.readAllLines(Corpora.file("ledger/note/verifier-keys.jsonl"));
        assertThat(lines).hasSize(291);
        for (var line : lines) {
            var key = field(line, "vkey");
            if (line.contains("\"valid\":true")) {
                assertThat(VerifierKey.parse(key).encode()).isEqualTo(key);
            } else {
                assertThatThrownBy(() -> VerifierKey.parse(key)).as(line).isInstanceOf(Rejection.class);
            }
        }
    }

    @Test
    void theExamplesOfTheSpecificationsAreRead() throws IOException {
        int read = 0;
        for (var line : Files.readAllLines(Corpora.file("ledger/c2sp/examples.jsonl"))) {
            boolean whole = line.contains("\"complete\":true") || line.contains("\"complete\": true");
            var spec = field(line, "spec");
            if (whole && (spec.equals("signed-note") || spec.equals("tlog-checkpoint"))) {
                var text = unescaped(field(line, "text"));
                assertThat(Note.parse(text.getBytes(StandardCharsets.UTF_8)).encode())
                        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
                read++;
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(3);
    }

    private static String field(String line, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"")
                .matcher(line);
        return found.find() ? unescaped(found.group(1)) : "";
    }

    private static List<String> strings(String line, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\\[([^]]*)]").matcher(line);
        if (!found.find() || found.group(1).isBlank()) {
            return List.of();
        }
        var values = new ArrayList<String>();
        Arrays.stream(found.group(1).split(","))
                .forEach(value -> values.add(value.strip().replace("\"", "")));
        return values;
    }

    private static String unescaped(String json) {
        var text = Pattern.compile("\\\\u([0-9a-fA-F]{4})")
                .matcher(json)
                .replaceAll(hit -> String.valueOf((char) Integer.parseInt(hit.group(1), 16)));
        return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }
}

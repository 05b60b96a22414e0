package org.tocsin.node.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.Killed;

/** Real processes on a real file, killed with SIGKILL. */
@Timeout(120)
final class FeedbackKillTest {
    private static final int KILLS = 3;

    private final Map<String, String> promised = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void killMinusNineLosesNoAcknowledgedFeedback() throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(7 + 11 * kill);
        }
        try (var database = FeedbackVictim.database(folder)) {
            var incidents = FeedbackVictim.incidents(database);
            promised.forEach((id, note) ->
                    assertThat(incidents.get(id).latest().orElseThrow().note()).isEqualTo(note));
        }
        assertThat(promised).hasSizeGreaterThan(KILLS * 7);
    }

    private void killAfter(int promises) throws IOException {
        for (var line : Killed.after(promises, FeedbackVictim.class, folder)) {
            var parts = line.split(",", -1);
            if (parts.length == 3) { // the last line may be torn
                promised.put(parts[0], parts[1]);
            }
        }
    }
}

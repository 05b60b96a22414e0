package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Bytes;
import org.tocsin.node.town.Backup;
import org.tocsin.node.town.Town;

/** One backup, put back and reopened again and again: peers must follow on, lose nothing, and accuse nobody. */
final class RestoredTwiceTest {
    @TempDir
    Path folder;

    @Test
    void aBackupThatIsRestoredAndReopenedTwiceIsFollowedOnWithoutLoss() throws Exception {
        try (var town = Town.start(folder)) {
            say(town, "before the backup");
            var backup = Backup.take(town, folder.resolve("backup"));
            say(town, "lost by the first restore");
            backup.restore();
            say(town, "after the first reopening");
            say(town, "lost by the second restore");
            backup.restore();
            say(town, "after the second reopening");
            assertThat(heard(town)).isEqualTo(5);
            assertThat(town.beta.node.federation().evidence()).isEmpty();
            assertThat(town.beta.node.federation().peers()).singleElement().satisfies(peer -> assertThat(peer.state())
                    .isEqualTo(Peer.State.ACCEPTED));
        }
    }

    private static void say(Town town, String text) {
        long before = heard(town);
        var said = town.acme
                .node
                .federation()
                .publish(1_000, false, false, 0, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
        town.await(said::isDone, text + " is signed");
        town.await(() -> heard(town) == before + 1, "beta has " + text);
    }

    /** Entries of all of acme's logs that beta holds. */
    private static long heard(Town town) {
        return town.beta.node.federation().followed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}

package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Killed;
import org.tocsin.platform.store.EventLog;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;

/** Real processes on a real file, killed with SIGKILL. */
@Timeout(120)
final class ReleaseKillTest {
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void whoWasLetBackInIsNotCutOffAgainByKillMinusNine() throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            var said = Killed.after(5 + 11 * kill, ReleaseVictim.class, folder);
            try (var database = ReleaseVictim.database(folder);
                    var chronicle = ReleaseVictim.chronicle(database)) {
                var blocklists = new Blocklists(Clock.system(), Entropy.system());
                ReleaseVictim.fence(chronicle, blocklists).restore(new EventLog(database, Clock.system()));
                assertThat(said)
                        .filteredOn(line -> line.endsWith(",released")) // the last line may be torn
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(
                                        blocklists.decide(Address.parse(line.substring(0, line.indexOf(',')))))
                                .isEqualTo(Decision.permit()));
            }
        }
    }
}

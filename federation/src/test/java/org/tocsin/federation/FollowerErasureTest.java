package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.kernel.Bytes;

/** What a member says carries the minute after which all who have it erase it. */
final class FollowerErasureTest extends Street {
    private static final String WORDS = "198.51.100.7 attacked somebody";

    @Test
    void aFollowerErasesWhatItsOwnerWantsErasedAndKeepsTheRest() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        say(acme, WORDS, House.CLOCK.minute());
        say(acme, "stays", House.CLOCK.minute() + 1_000);
        var store = new FollowStore(beta.database());
        var log = acme.circleLog.toString();
        House.await("it was not stored", () -> store.payload(acme.id(), log, 1).isPresent());
        assertThat(store.payload(acme.id(), log, 0)).isPresent();
        beta.federation.erase();
        assertThat(store.payload(acme.id(), log, 0)).isEmpty();
        assertThat(store.payload(acme.id(), log, 1)).isPresent();
        assertThat(store.entry(acme.id(), log, 0)).as("entries stay").isPresent();
        assertThat(lies(beta)).as("in no file of the store").isFalse();
    }

    @Test
    void theOwnStoreErasesItAndFollowersThatComeLaterSeeThatThereWasSomething() throws Exception {
        var acme = house("acme.example");
        say(acme, WORDS, House.CLOCK.minute());
        say(acme, "stays", House.CLOCK.minute() + 1_000);
        assertThat(acme.federation.recall(acme.circleLog, 0).getFirst().payload())
                .isPresent();
        acme.federation.erase();
        assertThat(acme.federation.recall(acme.circleLog, 0).getFirst().payload())
                .isEmpty();
        var beta = house("beta.example");
        House.befriend(acme, beta);
        assertThat(beta.hear()).containsExactly("-", "stays");
    }

    private static void say(House house, String words, long eraseAfter) {
        var body = Bytes.of(words.getBytes(StandardCharsets.UTF_8));
        house.federation
                .publish(1_000, false, 0, body, eraseAfter)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static boolean lies(House house) throws IOException {
        try (var files = Files.walk(house.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(WORDS)) {
                    return true;
                }
            }
        }
        return false;
    }
}

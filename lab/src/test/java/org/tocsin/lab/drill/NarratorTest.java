package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Clock;
import org.tocsin.platform.json.Json;

final class NarratorTest {
    private final Clock clock = Clock.system();
    private final List<String> told = new ArrayList<>();

    @Test
    void tellsWhatArrivesLateWhereItBelongs() throws InterruptedException {
        var narrator = new Narrator(stage(), clock);
        long now = clock.nanos();
        narrator.begin("title");
        narrator.hear(seen(now + 2_000_000, "verdict"));
        narrator.hear(seen(now + 1_000_000, "finding"));
        narrator.tell(now, "acme", "hostile", "first packet");
        narrator.end();
        assertThat(told).containsExactly("title", "hostile -1", "finding -1", "verdict 1000000");
    }

    @Test
    void isSilentBetweenScenes() throws InterruptedException {
        var narrator = new Narrator(stage(), clock);
        narrator.tell(clock.nanos(), "acme", "hostile", "too early");
        narrator.begin("title");
        narrator.end();
        narrator.tell(clock.nanos(), "acme", "hostile", "too late");
        narrator.begin("second");
        narrator.end();
        assertThat(told).containsExactly("title", "second");
    }

    private static Seen seen(long nanos, String kind) {
        return new Seen(0, nanos, kind, "198.51.100.7", "text", Json.object());
    }

    private Stage stage() {
        return new Stage() {
            @Override
            public void progress(String what, int done, int of) {}

            @Override
            public void says(String sentence) {
                told.add(sentence);
            }

            @Override
            public void event(Instant at, long offsetNanos, String org, String word, String text) {
                told.add(word + " " + offsetNanos);
            }
        };
    }
}

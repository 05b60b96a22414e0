package org.tocsin.node.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class RetentionTest {
    private static final Duration KEEP = Duration.ofDays(90);

    @TempDir
    Path folder;

    private final StoppedClock clock = new StoppedClock();
    private SqliteDatabase database;
    private EventLog log;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(
                folder.resolve("test.db"), List.of(Migrations.of("platform", SqliteDatabase.class)));
        log = new EventLog(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void linesAreKeptToTheirLastDayAndGoneBehindIt() {
        tell("old", 1_200);
        clock.pass(Duration.ofDays(1));
        tell("young", 3);
        clock.pass(KEEP.minusDays(1));
        retention().prune();
        assertThat(kinds()).as("not a moment early").hasSize(1_203);
        clock.pass(Duration.ofMillis(1));
        retention().prune();
        assertThat(kinds()).containsExactly("young", "young", "young");
        assertThat(log.last()).isEqualTo(1_203);
    }

    @Test
    void theSequenceGoesOnThoughEverythingIsOld() {
        tell("old", 5);
        clock.pass(KEEP.multipliedBy(2));
        retention().prune();
        tell("next", 1);
        assertThat(log.last()).isEqualTo(6);
        assertThat(kinds()).containsExactly("old", "next");
    }

    @Test
    void noBatchIsLargerThanAskedForSoThatWritersComeInBetween() {
        tell("old", 50);
        clock.pass(KEEP);
        assertThat(log.prune(clock.now(), 20)).isEqualTo(20);
        assertThat(log.read(0, 1).getFirst().sequence()).isEqualTo(21);
    }

    @Test
    void aSpanThatWouldForgetARunningQuarantineIsRefusedByName() {
        assertThatThrownBy(() -> new TimelineSettings(Duration.ofHours(47)))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("timeline.keep"));
        assertThat(TimelineSettings.defaults().keep()).isEqualTo(KEEP);
    }

    private Retention retention() {
        return new Retention(clock, database, log, TimelineSettings.defaults());
    }

    private void tell(String kind, int times) {
        database.writeNow(handle -> {
            for (int i = 0; i < times; i++) {
                log.append(handle, List.of(new EventLog.Told(kind, Json.object())));
            }
            return times;
        });
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        log.each(List.of("old", "young", "next"), Instant.EPOCH, event -> kinds.add(event.kind()));
        return kinds;
    }
}

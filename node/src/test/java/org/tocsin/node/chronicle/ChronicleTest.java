package org.tocsin.node.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class ChronicleTest {
    private static final int FLOOD = 41_000;
    private static final String ATTACKER = "198.51.100.7";

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
    void afterAFloodLinesAreWrittenAgain() {
        var chronicle = chronicle();
        for (int i = 0; i < FLOOD; i++) {
            tell(chronicle, Beat.Kind.TROUBLE);
        }
        chronicle.flush();
        long written = log.last();
        assertThat(written).isLessThan(FLOOD);
        tell(chronicle, Beat.Kind.FINDING);
        chronicle.flush();
        assertThat(log.last()).isEqualTo(written + 1);
    }

    @Test
    void aStoryThatMemoryNoLongerHoldsIsReadFromTheLog() {
        var chronicle = chronicle();
        var began = clock.now();
        tell(chronicle, Beat.Kind.FINDING);
        for (int i = 0; i < 10_000; i++) {
            tell(chronicle, Beat.Kind.TROUBLE);
        }
        chronicle.flush();
        assertThat(chronicle.recent(20_000)).extracting(Beat::kind).doesNotContain(Beat.Kind.FINDING);
        assertThat(chronicle.between(Set.of(Beat.Kind.FINDING), began, clock.now(), 10))
                .extracting(Beat::kind)
                .containsExactly(Beat.Kind.FINDING);
    }

    @Test
    void aStoryIsNotForgottenAtARestart() {
        var before = chronicle();
        tell(before, Beat.Kind.FINDING);
        tell(before, Beat.Kind.VERDICT);
        before.close();
        assertThat(told(chronicle())).hasSize(2).isEqualTo(told(before));
    }

    @Test
    void noNumberIsGivenTwiceThoughRefusalsAreNeverWritten() {
        var before = chronicle();
        tell(before, Beat.Kind.REFUSED);
        tell(before, Beat.Kind.REFUSED);
        long last = tell(before, Beat.Kind.FINDING);
        before.close();
        assertThat(tell(chronicle(), Beat.Kind.FINDING)).isGreaterThan(last);
    }

    @Test
    void linesOfAnEarlierBootStandBeforeThoseOfThisOneAsFarApartAsTheyWere() {
        var before = chronicle();
        tell(before, Beat.Kind.FINDING);
        clock.pass(Duration.ofMillis(3));
        tell(before, Beat.Kind.VERDICT);
        before.close();
        clock.pass(Duration.ofHours(1));
        clock.boot();
        var after = chronicle();
        tell(after, Beat.Kind.FINDING);
        var nanos = after.about(ATTACKER).stream().map(Beat::nanos).toList();
        assertThat(nanos).isSorted();
        assertThat(nanos.get(1) - nanos.get(0)).isEqualTo(3_000_000);
        assertThat(nanos.get(2) - nanos.get(1)).isEqualTo(Duration.ofHours(1).toNanos());
    }

    private static List<String> told(Chronicle chronicle) {
        return chronicle.about(ATTACKER).stream()
                .map(beat -> beat.json().toString())
                .toList();
    }

    private Chronicle chronicle() {
        return new Chronicle(clock, database, log);
    }

    private static long tell(Chronicle chronicle, Beat.Kind kind) {
        return chronicle.tell(
                kind, ATTACKER, 0, "something happened", Json.object().put("packet", 7L));
    }
}

package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Clock;
import org.tocsin.lab.drill.DrillPlan.Scenario;

/** Something of a victim planted in what a receiver has stored: it must be seen. */
final class PrivacyTest {
    private static final String FINE =
            "{\"pattern\":\"[ipv4-addr:value = '127.66.1.1']\",\"type\":\"indicator\",\"id\":\"indicator--%s\"}"
                    .formatted("f1ab2c3d-0000-5000-8000-0123456789ab");

    @TempDir
    Path folder;

    private Crew crew;
    private Actor receiver;

    @BeforeEach
    void play() throws IOException {
        crew = new Crew(
                new DrillPlan(2, true, Scenario.MIRAI, 1, 0, Optional.empty(), false, folder),
                Stage.none(),
                Clock.system());
        Actor.join(crew, 0).said = 2;
        receiver = Actor.join(crew, 1);
        receiver.stored.add(FINE);
    }

    @AfterEach
    void close() throws IOException {
        crew.close();
    }

    @Test
    void attackersAloneAreFine() throws Exception {
        receiver.stored.add(FINE);
        assertThat(judged().passed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.20.0.2",
                "02:00:00:01:00:02",
                "02-00-00-01-00-02",
                "020000010002",
                "Acme",
                "acme-cam",
                "beta-sensor-1",
                "roaming-0"
            })
    void somethingOfAHouseIsSeen(String planted) throws Exception {
        receiver.stored.add(FINE.replace("indicator\"", "indicator\",\"name\":\"" + planted + "\""));
        assertThat(judged().passed()).isFalse();
        assertThat(judged().what()).contains("of acme's at beta");
    }

    @Test
    void whatIsNotThereWasNotLookedInto() throws Exception {
        assertThat(judged().passed()).isFalse();
        assertThat(judged().what()).startsWith("1 of 2 payloads");
    }

    @Test
    void noPayloadsShowNothing() {
        assertThat(new Privacy(0, 0, List.of()).holds()).isFalse();
    }

    private DrillReport.Step judged() throws IOException {
        crew.tally.judge(Privacy.of(crew));
        return crew.tally.steps.getLast();
    }
}

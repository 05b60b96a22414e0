package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tocsin.node.watch.Lags;
import org.tocsin.node.watch.Lags.Mark;

final class SparkTest {
    private static Mark[] day(Mark... last) {
        var day = new Mark[Lags.MARKS];
        Arrays.fill(day, new Mark(0, 0, 0));
        System.arraycopy(last, 0, day, day.length - last.length, last.length);
        return day;
    }

    @Test
    void nothingMeasuredIsNotDrawnAsNoLag() {
        var spark = Spark.of(day());
        assertThat(spark.line() + spark.gaps()).isEmpty();
        assertThat(spark.words()).isEqualTo("not measured yet");
    }

    @Test
    void anOutageIsAGapInTheLineAndATimeInWords() {
        var spark = Spark.of(day(new Mark(60, 0, 10), new Mark(60, 60, 0), new Mark(60, 0, 5)));
        assertThat(spark.line()).isEqualTo("M270 2h6M282 12h6");
        assertThat(spark.gaps()).isEqualTo("M276 22h6");
        assertThat(spark.words()).isEqualTo("1 h 30 min: at worst 10 ms behind, away 30 min");
    }

    @Test
    void aWholeDayIsDrawnWhole() {
        var day = new Mark[Lags.MARKS];
        Arrays.fill(day, new Mark(60, 0, 600_000));
        assertThat(Shown.of(Spark.of(day).line())).endsWith("L282 2h6");
    }
}

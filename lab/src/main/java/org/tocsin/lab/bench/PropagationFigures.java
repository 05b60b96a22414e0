package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.drill.Drill;
import org.tocsin.lab.drill.DrillPlan;
import org.tocsin.lab.drill.Samples;
import org.tocsin.lab.drill.Stage;

/** The whole loop: 20 whole organisations in one process, 200 attacks, every receiver a sample. */
final class PropagationFigures implements Bench {
    private static final int ORGS = 20;
    private static final int ATTACKS = 200;
    private static final int WARM_UPS = 20;

    /** CrowdSec with its nftables bouncer, its local loop alone: 3.7 to 8.5 s. Source: the exchange reference, section 4. */
    private static final double CROWDSEC_MS = 3_700;

    @Override
    public String name() {
        return "propagation";
    }

    @Override
    public String about() {
        return "from the deciding packet at one organisation to the block list of every other";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        try {
            talk.accept(ORGS + " organisations, " + ATTACKS + " attacks; two to five minutes");
            var plan = new DrillPlan(
                    ORGS,
                    true,
                    DrillPlan.Scenario.MIRAI,
                    ATTACKS,
                    WARM_UPS,
                    Optional.empty(),
                    false,
                    Files.createTempDirectory("tocsin-bench-"));
            var report = new Drill(plan, Stage.none(), Clock.system()).run(new CountDownLatch(0));
            var protect = report.timeToProtect();
            figures.accept(new Figure(
                    "time to protect, p50",
                    protect.percentileMs(0.5),
                    "ms",
                    "CrowdSec's local loop, published best",
                    CROWDSEC_MS));
            figures.accept(Figure.of("time to protect, p99", protect.percentileMs(0.99), "ms"));
            figures.accept(Figure.of("time to protect, samples", protect.count(), "receivers"));
            pair(figures, "retraction", report.retract());
            pair(figures, "fdatasync of a page, this run", report.fdatasync());
            figures.accept(Figure.of("missed", (double) report.missed(), "receivers"));
            figures.accept(Figure.of("innocents harmed", (double) report.innocentBlocked(), "innocents"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("bench.interrupted", "interrupted");
        }
    }

    private static void pair(Consumer<Figure> figures, String name, Samples samples) {
        figures.accept(Figure.of(name + ", p50", samples.percentileMs(0.5), "ms"));
        figures.accept(Figure.of(name + ", p99", samples.percentileMs(0.99), "ms"));
    }
}

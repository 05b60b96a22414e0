package org.tocsin.lab.bench;

import java.util.List;
import java.util.function.Consumer;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.edge.nft.KernelTable.Trial;
import org.tocsin.kernel.Clock;

/** One element into a large set of the kernel, by netlink; in a table that is hooked nowhere. */
final class KernelFigures implements Bench {
    private static final int ELEMENTS = 100_000;
    private static final int COUNT = 10_000;
    private static final double BAR_MS = 1;

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String about() {
        return "one address into a kernel set of 100,000, until it is in force; needs CAP_NET_ADMIN";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        try (var table = KernelTable.open()) {
            talk.accept("putting one address into a set of " + ELEMENTS + ", " + COUNT + " times");
            var trial = table.trial(ELEMENTS, COUNT, Clock.system());
            figures.accept(Figure.of("put in force, p50", micros(trial.put(), 0.5), "us"));
            figures.accept(new Figure(
                    "put in force, p99", micros(trial.put(), 0.99), "us", "bar of the design", 1_000 * BAR_MS));
            figures.accept(Figure.of("put in force, max", micros(trial.put(), 1), "us"));
            figures.accept(Figure.of("removed, p50", micros(trial.removed(), 0.5), "us"));
            figures.accept(Figure.of("removed, p99", micros(trial.removed(), 0.99), "us"));
        }
    }

    private static double micros(List<Long> ascending, double share) {
        return 1_000 * Trial.percentile(ascending, share);
    }
}

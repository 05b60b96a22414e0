package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import org.tocsin.ledger.bench.LedgerBench;
import org.tocsin.ledger.bench.Sample;
import org.tocsin.ledger.disk.LocalDisk;

/** Durable, signed entries a second on this disk, beside the run's own fdatasync. */
final class LedgerFigures implements Bench {
    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String about() {
        return "durable and signed entries a second, and how long one takes";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        try {
            var folder = Files.createTempDirectory("tocsin-bench-");
            talk.accept("appending for about 10 s to " + folder);
            var result = new LedgerBench(new LocalDisk(folder)).run(LedgerBench.Plan.DEFAULT);
            figures.accept(new Figure(
                    "durable entries, groups of 256",
                    result.entriesPerSecond(),
                    "entries/s",
                    "bar of the design",
                    50_000));
            sample(figures, "commit of a group", result.commit());
            sample(figures, "one entry in an idle ledger", result.single());
            sample(figures, "fdatasync of a page, this run", result.fdatasync());
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sample(Consumer<Figure> figures, String name, Sample sample) {
        figures.accept(Figure.of(name + ", p50", sample.p50(), "ms"));
        figures.accept(Figure.of(name + ", p99", sample.p99(), "ms"));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

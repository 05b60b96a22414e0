package org.tocsin.lab.bench;

import java.util.List;
import java.util.stream.Collectors;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** All benches; a new one is one line here. */
public final class Benches {
    private Benches() {}

    public static List<Bench> all() {
        return List.of(
                new DetectionBench(),
                new LedgerFigures(),
                new KernelFigures(),
                new LiveFigures(),
                new FloodFigures(),
                new NodeFigures(),
                new PropagationFigures());
    }

    /** The bench of that name; refused ({@code bench.name}) if there is none. */
    public static Bench named(String name) {
        return all().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rejection(
                        "bench.name",
                        "no bench '" + Printable.of(name) + "'; there are: "
                                + all().stream().map(Bench::name).collect(Collectors.joining(", "))));
    }
}

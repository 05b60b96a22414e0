package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;

/** A node as its users start it, by {@code ./tocsin node run}: how soon it answers, and what it takes while nothing happens. */
final class NodeFigures implements Bench {
    private static final int STARTS = 5;
    private static final int IDLE_S = 20;

    private final Clock clock = Clock.system();

    @Override
    public String name() {
        return "node";
    }

    @Override
    public String about() {
        return "from the command to the first answer over HTTPS, and the resident memory of an idle node";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        try {
            var folder = Files.createTempDirectory("tocsin-bench-");
            talk.accept(
                    "starting a node " + (STARTS + 1) + " times; the first makes the class cache and is not counted");
            NodeProcess.init(folder);
            start(folder, _ -> {});
            var answers = DoubleStream.builder();
            var ups = DoubleStream.builder();
            for (int i = 1; i <= STARTS; i++) {
                boolean last = i == STARTS;
                start(folder, node -> {
                    answers.add(node.firstAnswerMs());
                    ups.add(node.everythingUpMs());
                    if (last) {
                        idle(node, figures, talk);
                    }
                });
            }
            figures.accept(Figure.of("command to first answer, median of 5", median(answers.build()), "ms"));
            figures.accept(Figure.of("process start to everything up, median of 5", median(ups.build()), "ms"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(Path folder, Consumer<NodeProcess> with) throws IOException {
        try (var node = NodeProcess.start(folder, clock)) {
            with.accept(node);
        }
    }

    private static void idle(NodeProcess node, Consumer<Figure> figures, Consumer<String> talk) {
        talk.accept("letting it idle for " + IDLE_S + " s");
        try {
            TimeUnit.SECONDS.sleep(IDLE_S);
            figures.accept(Figure.of("resident memory, idle", node.residentMegabytes(), "MB"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("bench.interrupted", "interrupted");
        }
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

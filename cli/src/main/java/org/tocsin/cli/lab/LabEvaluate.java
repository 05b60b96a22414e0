package org.tocsin.cli.lab;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.terminal.Progress;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.lab.evaluate.Evaluated;
import org.tocsin.lab.evaluate.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges detection by labelled captures. */
@Command(
        description = "Judges detection, and two simple rules beside it, by labelled captures.",
        footer = {
            "",
            "What is true of the captures is read from labels.tsv in the folder (docs/detection.md); without one, from what is known of our own corpora.",
            "",
            "Examples:",
            "  tocsin lab evaluate captures",
            "  tocsin lab evaluate captures --docs docs"
        })
public final class LabEvaluate implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The folder of captures.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Writes the tables into detection.md there, and its pictures.")
    private @Nullable Path docs;

    @Option(names = "--json", description = "One JSON object a line for each result.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    public LabEvaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (docs != null) {
            Evaluated.requirePage(docs);
        }
        var progress = new Progress(terminal, "judging", "captures");
        var evaluated = new Evaluation(folder, quiet ? _ -> {} : progress::show).run();
        progress.wipe();
        (json ? evaluated.json() : evaluated.tables()).forEach(terminal.out()::println);
        if (docs != null) {
            evaluated.write(docs);
        }
        return Exit.DONE;
    }
}

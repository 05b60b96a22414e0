package org.tocsin.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.bench.Corpora;
import org.tocsin.lab.evaluate.TrafficMix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the mixed capture on which engines are compared. */
@Command(
        description = "Writes mix B, the capture on which ours and foreign engines are compared.",
        footer = {
            "",
            "It is made of the captures in the folder that TOCSIN_CORPORA names, the same bytes each time.",
            "",
            "Examples:",
            "  tocsin lab mix mix.pcap",
            "  tocsin lab mix mix.pcap --json"
        })
public final class LabMix implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "OUT", description = "The pcap file to write; one that is there is written over.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--captures", paramLabel = "DIR", description = "Another folder of captures.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "One JSON object on a line.")
    private boolean json;

    @Option(names = "--quiet", description = "No result, only the file and the exit code.")
    private boolean quiet;

    public LabMix(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var mix = TrafficMix.b(captures());
        var size = write(mix);
        if (json) {
            terminal.out()
                    .println(new Json()
                            .put("file", out.toString())
                            .put("packets", size.packets())
                            .put("wireBytes", size.wireBytes())
                            .put("fileBytes", size.fileBytes())
                            .put("skipped", size.skipped()));
        } else if (!quiet) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %,d packets, %d B mean, %.0f MB",
                            out,
                            size.packets(),
                            size.wireBytes() / Math.max(1, size.packets()),
                            size.fileBytes() / 1e6));
        }
        return Exit.DONE;
    }

    private Path captures() {
        if (folder != null) {
            return folder;
        }
        return Corpora.captures()
                .orElseThrow(() -> new Rejection(
                        "bench.corpora", "no captures; name the folder that holds 'captures' in TOCSIN_CORPORA"));
    }

    private TrafficMix.Size write(TrafficMix mix) {
        try (var stream = Files.newOutputStream(out)) {
            return mix.write(stream);
        } catch (IOException broken) {
            throw new Rejection(
                    "lab.output",
                    out + " can't be written: " + broken.getClass().getSimpleName() + " " + broken.getMessage());
        }
    }
}

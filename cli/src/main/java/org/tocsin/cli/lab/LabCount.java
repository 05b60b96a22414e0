package org.tocsin.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.count.Counts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts what captures hold, as tshark does. */
@Command(
        description = "Counts frames, bytes, TCP streams and UDP conversations of captures, by tshark's rules.",
        footer = {
            "",
            "Exit code: 0 all were read to their end, 1 one is damaged, 2 one is no capture.",
            "",
            "Examples:",
            "  tocsin lab count capture.pcap",
            "  tocsin lab count captures/*.pcap --json"
        })
public final class LabCount implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures, pcap or pcapng.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(names = "--json", description = "One JSON object a line for each capture.")
    private boolean json;

    public LabCount(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean whole = true;
        for (var file : files) {
            var counts = count(file);
            terminal.out().println(json ? json(file, counts) : plain(file, counts));
            whole &= counts.damage() == null;
        }
        return whole ? Exit.DONE : Exit.FOUND;
    }

    private static Json json(Path file, Counts counts) {
        return new Json()
                .put("file", file.toString())
                .put("frames", counts.frames())
                .put("bytes", counts.bytes())
                .put("tcp_streams", counts.tcp())
                .put("udp_streams", counts.udp());
    }

    private static String plain(Path file, Counts counts) {
        var damage = counts.damage();
        return String.format(
                Locale.ROOT,
                "%s: %,d frames, %,d bytes, %,d TCP streams, %,d UDP conversations%s",
                file,
                counts.frames(),
                counts.bytes(),
                counts.tcp(),
                counts.udp(),
                damage == null ? "" : "; damaged at byte " + damage.offset() + ": " + damage.what());
    }

    private static Counts count(Path file) {
        try {
            return Counts.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            throw new Rejection("lab.captures", file + " is not there");
        } catch (IOException broken) {
            throw new Rejection("lab.captures", file + " can't be read");
        } catch (Rejection noCapture) {
            throw new Rejection(noCapture.code(), file + ": " + noCapture.detail());
        }
    }
}

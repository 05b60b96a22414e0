package org.tocsin.cli.intel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.Span;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Puts a block list from elsewhere in force under its own policy. It weighs nothing in the trust engine and is never shared. */
@Command(
        description = "Imports a block list, plain or CSV, in the place of the one of that name.",
        footer = {
            "",
            "Lines that hold no address are counted, shown and left out; a list without an address, an empty one too, is refused,"
                    + " and the one before it stays; tocsin intel rm takes a list out. Exit code: 0 imported, 1 nothing is in force"
                    + " of it or, with --strict, a line was not understood.",
            "",
            "Examples:",
            "  tocsin intel import drop drop.txt --for 2d",
            "  tocsin intel import scanners - --action watch --strict < scanners.csv"
        })
public final class IntelImport implements Callable<Integer> {
    private static final Limit SIZE = new Limit("import.size", 64 << 20);

    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "What the list is called here")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "One address or prefix a line, or CSV; - reads standard input")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            defaultValue = "block",
            description = "watch, throttle, refuse-new or block (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String action;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "1d",
            description = "Until it runs out, as 30m, 12h, 7d or 2w (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String span;

    @Option(names = "--strict", description = "All or nothing: a line that is not understood refuses the list.")
    private boolean strict;

    public IntelImport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var _ = Span.parse(span);
        var path = "/api/v1/imports/" + ApiClient.part(name) + "?action=" + ApiClient.part(action) + "&for=" + span
                + (strict ? "&strict=1" : "");
        var answer = node.client().post(path, text());
        if (!node.printed(terminal, answer)) {
            show(answer);
        }
        return Json.number(answer, "entries") > 0 ? Exit.DONE : Exit.FOUND;
    }

    private byte[] text() throws IOException {
        if (file.equals("-")) {
            var text = terminal.in().readNBytes((int) SIZE.most() + 1);
            SIZE.check(text.length);
            return text;
        }
        var path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new Rejection("import.file", "'" + file + "' is no file that can be read");
        }
        SIZE.check(Files.size(path));
        return Files.readAllBytes(path);
    }

    private void show(JsonNode answer) {
        long entries = Json.number(answer, "entries");
        long spared = Json.number(answer, "spared");
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "+ %s: %,d %s in force; %,d spared (protected, or on a veto list); %,d of %,d lines not understood",
                        Printable.of(Json.text(answer, "name")),
                        entries,
                        entries == 1 ? "address or prefix" : "addresses and prefixes",
                        spared,
                        Json.number(answer, "refused"),
                        Json.number(answer, "lines")));
        list("spared: ", answer.path("sparedEntries"), spared);
        list("", answer.path("refusedLines"), Json.number(answer, "refused"));
    }

    private void list(String what, JsonNode texts, long all) {
        texts.forEach(text -> terminal.err().println("  " + what + Printable.of(text.asString(""))));
        if (!texts.isEmpty() && texts.size() < all) {
            terminal.err().println(String.format(Locale.ROOT, "  %sand %,d more", what, all - texts.size()));
        }
    }
}

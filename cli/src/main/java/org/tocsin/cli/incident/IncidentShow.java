package org.tocsin.cli.incident;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The story of one incident. */
@Command(
        description = "Tells one incident: what happened, why we think so, what is being done, line by line.",
        footer = {
            "",
            "Examples:",
            "  tocsin incident show 1kqf0pd42-7k3m9",
            "  tocsin incident show 1kqf0pd42-7k3m9 --pcap evidence.pcap"
        })
public final class IncidentShow extends NamedAct {
    private static final int LABEL = 18;

    @Parameters(paramLabel = "INCIDENT", description = "As incident ls shows it.")
    private String incident = "";

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "Also writes the packets that prove it; none is overwritten. They are private.")
    private @Nullable Path pcap;

    public IncidentShow(Terminal terminal) {
        super(terminal, "/api/v1/incidents/{}");
    }

    @Override
    protected String name() {
        return incident;
    }

    @Override
    protected JsonNode ask(ApiClient client, String route) {
        var story = client.get(route);
        var file = pcap;
        if (file != null) {
            write(file, client.file(route + "/packets"));
        }
        return story;
    }

    /** Readable by its owner alone, as it was at the node. */
    private static void write(Path file, byte[] packets) {
        var rights = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            for (var rest = ByteBuffer.wrap(packets); rest.hasRemaining(); ) {
                var _ = out.write(rest);
            }
        } catch (FileAlreadyExistsException taken) {
            throw new Refused("incident.file", file + " is there already; it is not overwritten");
        } catch (IOException failed) {
            throw new Refused("incident.file", file + " can't be written: " + failed.getMessage());
        }
    }

    @Override
    protected void show(JsonNode shown) {
        var state = IncidentState.of(shown);
        var word = state.colour() == null ? state.text() : terminal().paint(state.colour(), state.text());
        terminal()
                .out()
                .println(word + "  " + terminal().paint(Colour.BOLD, Printable.of(IncidentState.actor(shown))) + "  "
                        + Printable.of(shown.path("id").asString("")));
        labelled("What happened", shown.path("happened").asString("") + " " + times(shown));
        labelled("Why we think so", shown.path("because").asString(""));
        labelled(
                "What is being done",
                shown.path("doing").asString("") + until(shown.path("until")) + " "
                        + shown.path("can").asString(""));
        labelled("What you can say", "tocsin incident feedback " + sayable(shown));
        long left = shown.path("linesLeft").asLong(0);
        if (left > 0) {
            say(String.format(Locale.ROOT, "%,d older lines are not shown", left));
        }
        shown.path("lines").forEach(this::line);
        shown.path("feedback").forEach(this::note);
        packets(shown);
    }

    /** The words that can follow now. What is expected is taken back where it was said. */
    private static String sayable(JsonNode shown) {
        var id = shown.path("id").asString("");
        return switch (shown.path("state").asString("")) {
            case "open", "quiet" -> id + " confirm, benign-once, or benign --for 30d";
            case "expected" -> shown.path("expectedBy").asString("") + " open";
            default -> id + " open";
        };
    }

    private void packets(JsonNode shown) {
        int count = shown.path("packets").size();
        var id = shown.path("id").asString("");
        if (count > 0) {
            var kept = count == 1 ? "1 kept" : count + " kept";
            labelled(
                    "Packets",
                    pcap == null
                            ? kept + ", the first at "
                                    + Times.seconds(
                                            terminal(),
                                            shown.at("/packets/0/time").asString(""))
                                    + ": tocsin incident show " + id + " --pcap FILE"
                            : kept + ", written to " + pcap);
        } else {
            labelled(
                    "Packets",
                    shown.path("tapped").asBoolean(true)
                            ? "None is kept any more."
                            : "None: only minipots saw it, and they keep no packets.");
        }
    }

    private String times(JsonNode shown) {
        var first = Times.seconds(terminal(), shown.path("first").asString(""));
        var last = Times.seconds(terminal(), shown.path("last").asString(""));
        return first.equals(last) ? "At " + first + "." : "From " + first + " to " + last + ".";
    }

    private String until(JsonNode until) {
        return until.isString() ? " Until " + Times.minutes(terminal(), until.asString("")) + "." : "";
    }

    /** On one line where there is room, else the text below. */
    private void line(JsonNode line) {
        var head = Times.seconds(terminal(), line.path("time").asString("")) + "  "
                + String.format(
                        Locale.ROOT, "%-10s", Printable.of(line.path("kind").asString("")));
        var text = Printable.of(line.path("text").asString(""));
        if (head.length() + 2 + text.length() <= terminal().width()) {
            terminal().out().println(head + "  " + text);
        } else {
            terminal().out().println(head.strip());
            hang("  ", "  ", text);
        }
    }

    private void note(JsonNode said) {
        var note = said.path("note").asString("");
        if (!note.isEmpty()) {
            labelled(
                    "Note",
                    "\"" + note + "\", " + said.path("who").asString("") + ", "
                            + Times.minutes(terminal(), said.path("at").asString("")));
        }
    }

    private void labelled(String label, String text) {
        hang(String.format(Locale.ROOT, "%-" + LABEL + "s  ", label), " ".repeat(LABEL + 2), Printable.of(text));
    }

    private void hang(String first, String others, String text) {
        var lines = Wrap.lines(text, Math.max(20, terminal().width() - others.length()));
        terminal().out().println(first + lines.getFirst());
        lines.stream().skip(1).forEach(line -> terminal().out().println(others + line));
    }
}

package org.tocsin.cli.incident;

import java.util.Locale;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The story of one incident. */
@Command(
        description = "Tells one incident: what happened, why we think so, what is being done, line by line.",
        footer = {
            "",
            "Examples:",
            "  tocsin incident show 1kqf0pd42-7k3m9",
            "  tocsin incident show 1kqf0pd42-7k3m9 --json"
        })
public final class IncidentShow extends NamedAct {
    private static final int LABEL = 18;

    @Parameters(paramLabel = "INCIDENT", description = "As incident ls shows it.")
    private String incident = "";

    public IncidentShow(Terminal terminal) {
        super(terminal, "/api/v1/incidents/{}");
    }

    @Override
    protected String name() {
        return incident;
    }

    @Override
    protected JsonNode ask(ApiClient client, String route) {
        return client.get(route);
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
        labelled("What is being done", shown.path("doing").asString("") + until(shown.path("until")));
        long left = shown.path("linesLeft").asLong(0);
        if (left > 0) {
            say(String.format(Locale.ROOT, "%,d older lines are not shown", left));
        }
        shown.path("lines").forEach(this::line);
        shown.path("feedback").forEach(this::note);
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

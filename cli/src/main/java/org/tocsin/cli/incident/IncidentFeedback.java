package org.tocsin.cli.incident;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Span;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A person says what an incident was. */
@Command(
        description =
                "Says what an incident was: confirm, benign-once, benign (and expected for a while), or open to take it back.",
        footer = {
            "",
            "benign-once closes this incident and lets the device back in; the next one acts again. benign does that, and expects"
                    + " the same from the same device until the span has passed: recorded, but nobody is cut off and nothing is"
                    + " shared. Other kinds, peers and ports act as ever, and no threshold is moved. What is reported about an"
                    + " outsider stays in force: tocsin verdict allow lifts that.",
            "",
            "Examples:",
            "  tocsin incident feedback 1kqf0pd42-7k3m9 confirm --note 'camera 3, reset'",
            "  tocsin incident feedback 1kqf0pd42-7k3m9 benign --for 30d --port 161"
        })
public final class IncidentFeedback implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "As incident ls shows it.")
    private String incident = "";

    @Parameters(index = "1", paramLabel = "WORD", description = "confirm, benign-once, benign or open.")
    private String word = "";

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            description = "How long benign expects it, an hour to 365 days, e.g. 30d.")
    private @Nullable String span;

    @Option(names = "--kind", paramLabel = "KIND", description = "Which kind of finding, where there are several.")
    private String kind = "";

    @Option(names = "--peer", paramLabel = "PEER", description = "Only with this address or prefix.")
    private String peer = "";

    @Option(names = "--port", paramLabel = "PORT", description = "Only at this port.")
    private int port;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; stays on this node.")
    private String note = "";

    public IncidentFeedback(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!word.matches("confirm|benign-once|benign|open")) {
            throw new ParameterException(spec.commandLine(), "say confirm, benign-once, benign or open");
        }
        if (word.equals("benign") && span == null) {
            throw new ParameterException(spec.commandLine(), "benign needs an end: --for 30d");
        }
        if (span != null) {
            var _ = Span.parse(span);
        }
        var body = Json.object()
                .put("word", word)
                .put("for", span == null ? "" : span)
                .put("kind", kind)
                .put("peer", peer)
                .put("port", port)
                .put("note", note);
        var answer = node.client().post("/api/v1/incidents/" + ApiClient.part(incident) + "/feedback", body);
        if (!node.printed(terminal, answer)) {
            show(answer);
        }
        return Exit.DONE;
    }

    private void show(JsonNode answer) {
        var said = answer.path("feedback").path(answer.path("feedback").size() - 1);
        var state = IncidentState.of(answer);
        terminal.out()
                .println((state.colour() == null ? state.text() : terminal.paint(state.colour(), state.text()))
                        + "  " + Printable.of(answer.path("id").asString("")) + "  "
                        + Printable.of(IncidentState.actor(answer)));
        var scope = said.path("scope");
        if (scope.isObject()) {
            var with = scope.path("peer").asString("");
            long at = scope.path("port").asLong(0);
            terminal.out()
                    .println("  expected until "
                            + Times.minutes(terminal, said.path("until").asString("")) + ": "
                            + Printable.of(scope.path("kind").asString(""))
                            + (with.isEmpty() ? "" : ", with " + Printable.of(with) + " only")
                            + (at == 0 ? "" : ", at port " + at + " only"));
        }
        var released = said.path("released").asString("");
        if (!released.isEmpty()) {
            terminal.out().println("  " + Printable.of(released) + " may connect again");
        }
        var cutOff = answer.path("cutOff").asString("");
        if (!cutOff.isEmpty()) {
            terminal.out().println("  " + Printable.of(cutOff) + " is cut off again");
        }
        var advice = answer.path("advice").asString("");
        if (!advice.isEmpty()) {
            terminal.out().println("  " + Printable.of(advice));
        }
    }
}

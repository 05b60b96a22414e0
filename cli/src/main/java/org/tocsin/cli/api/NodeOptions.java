package org.tocsin.cli.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What every command that speaks to a node understands. */
public final class NodeOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = {"Home folder of the node.", "Default: TOCSIN_HOME, or ~/.tocsin"})
    private @Nullable Path home;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--quiet", description = "No talk on standard error.")
    private boolean quiet;

    public ApiClient client() {
        return new ApiClient(home());
    }

    /** The home folder that is meant, whether or not a node lives there. */
    public Path folder() {
        return home().folder();
    }

    /** How long the node of the home has answered; what can't be told is long. */
    public Duration age(Instant now) {
        return home().since().map(since -> Duration.between(since, now)).orElse(Duration.ofDays(1));
    }

    private NodeHome home() {
        return NodeHome.of(home, System.getenv(), System.getProperty("user.home", ""));
    }

    public boolean json() {
        return json;
    }

    /** Tells a person what the result means; a script that wants JSON or quiet does not hear it. */
    public void talk(Terminal terminal, String line) {
        if (!quiet && !json) {
            terminal.err().println(line);
        }
    }

    /** Prints an answer for machines, if they asked. */
    public boolean printed(Terminal terminal, JsonNode answer) {
        if (json) {
            terminal.out().println(Json.line(answer));
        }
        return json;
    }

    /** As {@link #printed}, an item a line. */
    public boolean printedEach(Terminal terminal, JsonNode list) {
        if (json) {
            list.forEach(item -> terminal.out().println(Json.line(item)));
        }
        return json;
    }
}

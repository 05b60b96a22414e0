package org.tocsin.cli.api;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** A command about one thing that a name names: asks the node, and says in a sentence what came of it. */
public abstract class NamedAct implements Callable<Integer> {
    private final Terminal terminal;
    private final String path;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    /** @param path of the route, with {@code {}} where the name belongs */
    protected NamedAct(Terminal terminal, String path) {
        this.terminal = terminal;
        this.path = path;
    }

    /** What was typed. */
    protected abstract String name();

    /** Tells a person what the node answered. */
    protected abstract void show(JsonNode answer);

    protected JsonNode ask(ApiClient client, String route) {
        return client.post(route);
    }

    protected final Terminal terminal() {
        return terminal;
    }

    protected final void say(String sentence) {
        terminal.out().println(Printable.of(sentence));
    }

    @Override
    public final Integer call() {
        var answer = ask(node.client(), path.replace("{}", ApiClient.part(name().strip())));
        if (!node.printed(terminal, answer)) {
            show(answer);
        }
        return Exit.DONE;
    }
}

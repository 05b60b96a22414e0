package org.tocsin.cli.enforce;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.edge.nft.Drops;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.edge.nft.KernelTable.Look;
import org.tocsin.edge.nft.KernelTable.Owner;
import org.tocsin.edge.nft.Kind;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** The kernel's table, and what the node says about it. */
@Command(
        description =
                "Shows what the kernel drops: the table, who is in its sets, what was dropped. Needs CAP_NET_ADMIN.",
        footer = {
            "",
            "Exit code: 0 all is well, 1 the table is foreign or not in step, 69 no right to ask the kernel.",
            "",
            "Examples:",
            "  tocsin enforce status --home node",
            "  tocsin enforce status --json"
        })
public final class EnforceStatus implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    public EnforceStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var node = NodeSays.of(options);
        try (var table = KernelTable.open()) {
            var look = table.look();
            if (options.json()) {
                terminal.out().println(json(look, node));
            } else {
                show(look, node);
            }
            return isWell(look, node) ? Exit.DONE : Exit.FOUND;
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
    }

    private static boolean isWell(Look look, JsonNode node) {
        boolean enforcing = node.path("enforcing").booleanValue(false);
        return look.owner() != Owner.FOREIGN
                && (!enforcing || node.path("inStep").booleanValue(false));
    }

    private static Drops drops(Look look, Kind kind) {
        return look.dropped().getOrDefault(kind, new Drops(0, 0));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static String node(JsonNode node) {
        if (node.isMissingNode()) {
            return "none runs here";
        }
        if (!node.path("enforcing").booleanValue(false)) {
            return "runs, and leaves the kernel alone: edge.kernel.enforce is false";
        }
        return node.path("inStep").booleanValue(false)
                ? "in step"
                : "not in step: " + node.path("trouble").asString("");
    }

    private static Json json(Look look, JsonNode node) {
        var json = new Json().put("table", word(look.owner())).put("of", look.node());
        for (var kind : Kind.values()) {
            json.put(
                    word(kind),
                    new Json()
                            .put("elements", look.elements().getOrDefault(kind, 0))
                            .put("packets", drops(look, kind).packets())
                            .put("bytes", drops(look, kind).bytes()));
        }
        return json.put("running", !node.isMissingNode())
                .put("enforcing", node.path("enforcing").booleanValue(false))
                .put("inStep", node.path("inStep").booleanValue(false))
                .put("trouble", node.path("trouble").asString(""));
    }

    private void show(Look look, JsonNode node) {
        var out = terminal.out();
        out.println("Table  " + Printable.of(table(look)));
        out.println("Node   " + Printable.of(node(node)));
        if (look.owner() != Owner.NODE) {
            return;
        }
        out.println();
        var table = new Table(
                terminal,
                new Column("SET", Fit.WHOLE),
                new Column("ELEMENTS", Fit.WHOLE),
                new Column("PACKETS DROPPED", Fit.WHOLE),
                new Column("BYTES", Fit.WHOLE));
        for (var kind : Kind.values()) {
            table.row(
                    Cell.of(word(kind)),
                    number(look.elements().getOrDefault(kind, 0)),
                    number(drops(look, kind).packets()),
                    number(drops(look, kind).bytes()));
        }
        table.print();
    }

    private static Cell number(long number) {
        return Cell.of(String.format(Locale.ROOT, "%,d", number));
    }

    private static String table(Look look) {
        return switch (look.owner()) {
            case NOBODY -> "none; nothing is dropped in the kernel";
            case NODE -> "inet tocsin, of node " + look.node();
            case FOREIGN -> "inet tocsin is not a node's, and is left alone; rename or delete it";
        };
    }
}

package org.tocsin.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.NodeSettings;
import org.tocsin.platform.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a settings file as the node would, without a node. */
@Command(
        description = "Checks tocsin.yaml and the TOCSIN_ variables of this environment as the node would read them.",
        footer = {
            "",
            "Exit code: 0 good, 1 something is refused, or a file that it names is missing.",
            "",
            "Examples:",
            "  tocsin config check --home node",
            "  tocsin config check new.yaml      before it is put in place"
        })
public final class ConfigCheck implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Another file than the tocsin.yaml of the home folder")
    private @Nullable Path file;

    public ConfigCheck(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var path = file == null ? node.folder().resolve("tocsin.yaml") : file;
        if (file != null && !Files.isRegularFile(path)) {
            throw new Rejection("settings.unreadable", "'" + path + "' is no file that can be read");
        }
        if (file == null && !Files.isDirectory(node.folder())) {
            throw new Rejection(
                    "home.missing", node.folder() + " is no folder; name a node's home with --home, or a file");
        }
        var defaults = Keys.of(NodeSettings.defaults());
        var settings = read(path);
        var read = Keys.of(settings);
        var missing = missing(settings);
        SettingsFile.passedOver(defaults.keySet(), System.getenv()).forEach(line -> node.talk(terminal, line));
        if (!node.json()) {
            var where = Files.exists(path) ? path.toString() : path + " is not there: all defaults";
            if (missing.isEmpty()) {
                terminal.out().println(terminal.paint(Colour.GREEN, "= good") + "  " + Printable.of(where));
            }
            missing.forEach((key, file) -> terminal.out()
                    .println(terminal.paint(Colour.RED, "! missing") + "  "
                            + Printable.of(key + " names " + file + ", which is not there")));
        }
        var table = new Table(
                terminal, new Column("KEY", Fit.WHOLE), new Column("VALUE", Fit.END), new Column("DEFAULT", Fit.END));
        read.forEach((key, value) -> {
            var usual = defaults.getOrDefault(key, "");
            if (!value.equals(usual)) {
                table.row(Cell.of(key), Cell.of(value), Cell.of(usual.isEmpty() ? "(empty)" : usual));
                if (node.json()) {
                    terminal.out()
                            .println(new Json()
                                    .put("key", key)
                                    .put("value", value)
                                    .put("default", usual)
                                    .put("missing", missing.containsKey(key)));
                }
            }
        });
        if (!node.json() && !table.isEmpty()) {
            table.print();
        }
        return missing.isEmpty() ? Exit.DONE : Exit.FOUND;
    }

    /** Files that a node of these settings would look for and not find, by the key that names them. */
    private static Map<String, String> missing(NodeSettings settings) {
        var mqtt = settings.edge().mqtt();
        var named = new LinkedHashMap<String, String>();
        named.put(
                "detection.tap",
                settings.detection().tap().equals("-")
                        ? ""
                        : settings.detection().tap());
        if (mqtt.enabled()) {
            named.put("edge.mqtt.certificate", mqtt.certificate());
            named.put("edge.mqtt.key", mqtt.key());
            named.put("edge.mqtt.clientCa", mqtt.clientCa());
            named.put("edge.mqtt.upstream.ca", mqtt.upstream().ca());
        }
        named.values().removeIf(file -> file.isEmpty() || Files.exists(Path.of(file)));
        return named;
    }

    private static NodeSettings read(Path path) {
        try {
            return SettingsFile.read(path, NodeSettings.defaults(), System.getenv());
        } catch (Rejection wrong) {
            boolean named =
                    wrong.code().equals("settings.variable") || wrong.detail().startsWith(path + ": ");
            throw new Refused(wrong.code(), named ? wrong.detail() : path + ": " + wrong.detail());
        }
    }
}

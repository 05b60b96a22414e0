package org.tocsin.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
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
import org.tocsin.node.Preflight;
import org.tocsin.platform.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a settings file as the node would, without a node. */
@Command(
        description = "Checks tocsin.yaml and the TOCSIN_ variables of this environment as the node would read them.",
        footer = {
            "",
            "In --json each line is either what differs from a default (key, value, default, missing) or what is refused"
                    + " (refused, detail, key).",
            "",
            "Exit code: 0 good, 1 something is refused, or what it names is missing.",
            "",
            "Examples:",
            "  tocsin config check --home node",
            "  tocsin config check new.yaml      before it is put in place"
        })
public final class ConfigCheck implements Callable<Integer> {
    private static final Pattern KEY =
            Pattern.compile("(?:TOCSIN_[A-Z0-9_]+, the environment variable of )?([a-zA-Z]+(?:\\.[a-zA-Z]+)*): ");

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
        var checked = SettingsFile.check(path, NodeSettings.defaults(), System.getenv());
        var faults = Preflight.of(checked.settings().within(home(path)));
        SettingsFile.passedOver(defaults.keySet(), System.getenv()).forEach(line -> node.talk(terminal, line));
        boolean good = checked.wrong().isEmpty() && faults.isEmpty();
        checked.wrong().forEach(wrong -> refused(path, wrong));
        faults.forEach(this::show);
        if (good && !node.json()) {
            var where = Files.exists(path) ? path.toString() : path + " is not there: all defaults";
            terminal.out().println(terminal.paint(Colour.GREEN, "= good") + "  " + Printable.of(where));
        }
        if (checked.wrong().isEmpty()) {
            differences(
                    Keys.of(checked.settings()),
                    defaults,
                    faults.stream()
                            .filter(Preflight.Fault::missing)
                            .map(Preflight.Fault::key)
                            .toList());
        }
        return good ? Exit.DONE : Exit.FOUND;
    }

    /** Where files are looked for: in the home folder, also for a file that is yet to be put there. */
    private Path home(Path settings) {
        var folder = node.folder().toAbsolutePath().normalize();
        var parent = settings.toAbsolutePath().normalize().getParent();
        return Files.isDirectory(folder) || parent == null ? folder : parent;
    }

    private void differences(Map<String, String> read, Map<String, String> defaults, List<String> missing) {
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
                                    .put("missing", missing.contains(key)));
                }
            }
        });
        if (!node.json() && !table.isEmpty()) {
            table.print();
        }
    }

    private void refused(Path path, Rejection wrong) {
        boolean named = wrong.code().equals("settings.variable")
                || wrong.detail().startsWith("TOCSIN_")
                || wrong.detail().startsWith(path.toString());
        var detail = named ? wrong.detail() : path + ": " + wrong.detail();
        if (node.json()) {
            print(key(wrong), wrong.code(), detail);
        } else {
            terminal.out()
                    .println(terminal.paint(Colour.RED, "! refused") + "  "
                            + Printable.of(wrong.code() + ": " + detail));
        }
    }

    /** The key that a refusal begins with; empty for what is wrong with the file as a whole, or with a variable. */
    private static String key(Rejection wrong) {
        var key = KEY.matcher(wrong.detail());
        return key.lookingAt() ? key.group(1) : "";
    }

    private void print(String key, String code, String detail) {
        terminal.out()
                .println(new Json().put("refused", code).put("detail", detail).put("key", key));
    }

    private void show(Preflight.Fault fault) {
        if (node.json()) {
            print(fault.key(), fault.why().code(), fault.why().detail());
            return;
        }
        var said = fault.missing()
                ? terminal.paint(Colour.RED, "! missing") + "  "
                        + Printable.of(fault.key() + " names " + fault.file() + ", which is not there")
                : terminal.paint(Colour.RED, "! refused") + "  "
                        + Printable.of(fault.key() + ": " + fault.why().getMessage());
        terminal.out().println(said);
    }
}

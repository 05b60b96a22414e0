package org.tocsin.cli.log;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.log.Fsck;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.LedgerCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verifies a stopped node's logs. */
@Command(
        description = "Verifies the files of a stopped node's logs: checksums, order, all hashes, and what was signed.",
        footer = {
            "",
            "Changes nothing. The node must be stopped. Exit code: 0 good, 1 damage.",
            "",
            "Examples:",
            "  tocsin log fsck --home node",
            "  tocsin log fsck --home node --json"
        })
public final class LogFsck implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    public LogFsck(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var home = new Home(options.folder());
        var report = check(home);
        if (options.json()) {
            report.logs().forEach(this::print);
            report.damages().forEach(this::print);
        } else {
            show(report);
            report.damages().forEach(this::show);
        }
        if (!report.good()) {
            options.talk(terminal, cure(home));
        }
        return report.good() ? Exit.DONE : Exit.FOUND;
    }

    private static Fsck.Report check(Home home) throws IOException {
        try {
            return LedgerCheck.run(home, System.getenv(), Clock.system(), Entropy.system());
        } catch (FileSystemException e) {
            var why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new Rejection("home.unwritable", e.getFile() + " can't be opened by this user: " + why);
        }
    }

    private static String cure(Home home) {
        return "Keep a copy of " + home.ledger()
                + " and look at the disk. Then restore the home folder from a backup and"
                + " begin new logs: tocsin log reopen --home " + home.folder();
    }

    private void show(Fsck.Report report) {
        var table = new Table(
                terminal,
                new Column("LOG", Fit.MIDDLE),
                new Column("ENTRIES", Fit.WHOLE),
                new Column("ARCHIVED", Fit.WHOLE),
                new Column("SIGNED", Fit.WHOLE),
                new Column("SIGNATURE", Fit.WHOLE));
        report.logs()
                .forEach(log -> table.row(
                        Cell.of(log.origin() + (log.ended() ? " (ended)" : "")),
                        count(log.entries()),
                        count(log.archived()),
                        count(log.signed()),
                        Cell.of(signature(log))));
        if (!table.isEmpty()) {
            table.print();
        }
        if (report.torn() > 0) {
            terminal.out()
                    .println("The last batch was cut short, as a power failure leaves it; " + report.torn()
                            + " of its entries are whole and stay. This is no damage.");
        }
        if (report.logs().stream().anyMatch(log -> !log.ended() && log.signed() < log.entries())) {
            terminal.out()
                    .println("SIGNED counts up to the newest checkpoint that is stored, which a node that is killed has"
                            + " no time for. The entries are whole; the next start signs them. This is no damage.");
        }
        if (report.good()) {
            var what = report.logs().isEmpty()
                    ? "no log yet: this node has not run"
                    : report.logs().size() + " logs, " + report.segments()
                            + (report.segments() == 1 ? " segment" : " segments") + " of the write-ahead log in use";
            terminal.out().println(terminal.paint(Colour.GREEN, "= good") + "  " + what);
        }
    }

    private static String signature(Fsck.Log log) {
        if (log.signed() == 0) {
            return "none stored";
        }
        return log.verified() ? "checked" : "no key here";
    }

    private static Cell count(long number) {
        return Cell.of(String.format(Locale.ROOT, "%,d", number));
    }

    private void show(Damage damage) {
        terminal.out().println(terminal.paint(Colour.RED, "! damage") + "  " + Printable.of(damage.toString()));
    }

    private void print(Fsck.Log log) {
        terminal.out()
                .println(new Json()
                        .put("log", log.origin().toString())
                        .put("entries", log.entries())
                        .put("archived", log.archived())
                        .put("signed", log.signed())
                        .put("verified", log.verified())
                        .put("ended", log.ended()));
    }

    private void print(Damage damage) {
        var json = new Json().put("damage", damage.what()).put("file", damage.file());
        damage.at().ifPresent(at -> json.put("offset", at));
        terminal.out().println(json);
    }
}

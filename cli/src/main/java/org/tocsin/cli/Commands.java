package org.tocsin.cli;

import java.io.PrintWriter;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.bench.BenchCommand;
import org.tocsin.cli.config.ConfigCheck;
import org.tocsin.cli.device.DeviceLearn;
import org.tocsin.cli.device.DeviceList;
import org.tocsin.cli.device.DeviceMud;
import org.tocsin.cli.device.DeviceRelease;
import org.tocsin.cli.device.DeviceShow;
import org.tocsin.cli.doctor.DoctorCommand;
import org.tocsin.cli.drill.DrillCommand;
import org.tocsin.cli.enforce.EnforceClear;
import org.tocsin.cli.enforce.EnforceStatus;
import org.tocsin.cli.enforce.EnforceTest;
import org.tocsin.cli.finding.FindingList;
import org.tocsin.cli.incident.IncidentFeedback;
import org.tocsin.cli.incident.IncidentList;
import org.tocsin.cli.incident.IncidentShow;
import org.tocsin.cli.intel.IntelHeld;
import org.tocsin.cli.intel.IntelImport;
import org.tocsin.cli.intel.IntelList;
import org.tocsin.cli.intel.IntelRelease;
import org.tocsin.cli.intel.IntelRemove;
import org.tocsin.cli.intel.IntelRetract;
import org.tocsin.cli.lab.LabCount;
import org.tocsin.cli.lab.LabEvaluate;
import org.tocsin.cli.lab.LabMix;
import org.tocsin.cli.log.LogFsck;
import org.tocsin.cli.log.LogReopen;
import org.tocsin.cli.node.NodeInit;
import org.tocsin.cli.node.NodeRun;
import org.tocsin.cli.node.NodeTrain;
import org.tocsin.cli.node.NodeUnseal;
import org.tocsin.cli.peer.PeerAccept;
import org.tocsin.cli.peer.PeerDeclare;
import org.tocsin.cli.peer.PeerInvitations;
import org.tocsin.cli.peer.PeerInvite;
import org.tocsin.cli.peer.PeerJoin;
import org.tocsin.cli.peer.PeerList;
import org.tocsin.cli.peer.PeerPause;
import org.tocsin.cli.peer.PeerRemove;
import org.tocsin.cli.peer.PeerResume;
import org.tocsin.cli.peer.PeerUninvite;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.token.TokenCreate;
import org.tocsin.cli.token.TokenList;
import org.tocsin.cli.token.TokenRevoke;
import org.tocsin.cli.verdict.VerdictAllow;
import org.tocsin.cli.verdict.VerdictDisallow;
import org.tocsin.cli.verdict.VerdictExplain;
import org.tocsin.cli.verdict.VerdictList;
import org.tocsin.cli.watch.WatchCommand;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands and what they have in common: help, exit codes, errors in words with a code and never a stack trace. */
public final class Commands {
    /** The library names the type of the field. */
    private static final String NO_NUMBER = "is not an? (?:int|long)$";

    private Commands() {}

    /** Runs one command line; returns its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        return build(terminal).execute(arguments);
    }

    static CommandLine build(Terminal terminal) {
        var root = new CommandLine(new Tocsin());
        root.addSubcommand("watch", new WatchCommand(terminal));
        root.addSubcommand("doctor", new DoctorCommand(terminal));
        root.addSubcommand("drill", new DrillCommand(terminal));
        root.addSubcommand("node", node(terminal));
        root.addSubcommand("peer", peer(terminal));
        root.addSubcommand("verdict", verdict(terminal));
        root.addSubcommand("intel", intel(terminal));
        root.addSubcommand("finding", finding(terminal));
        root.addSubcommand("incident", incident(terminal));
        root.addSubcommand("device", device(terminal));
        root.addSubcommand("enforce", enforce(terminal));
        root.addSubcommand("log", log(terminal));
        root.addSubcommand("token", token(terminal));
        root.addSubcommand("config", config(terminal));
        root.addSubcommand("lab", lab(terminal));
        root.addSubcommand("bench", new BenchCommand(terminal));
        root.addSubcommand("completion", completion(terminal));
        root.addSubcommand("help", new HelpCommand(terminal));
        conventions(root, terminal);
        return root;
    }

    private static CommandLine node(Terminal terminal) {
        return Noun.of("This organisation's node.", "node init --org acme.example", "node run")
                .addSubcommand("init", new NodeInit(terminal))
                .addSubcommand("run", new NodeRun(terminal))
                .addSubcommand("unseal", new NodeUnseal(terminal))
                .addSubcommand("train", new NodeTrain());
    }

    private static CommandLine peer(Terminal terminal) {
        return Noun.of("Organisations that share with this one.", "peer invite", "peer accept beta.example")
                .addSubcommand("ls", new PeerList(terminal))
                .addSubcommand("invite", new PeerInvite(terminal))
                .addSubcommand("invitations", new PeerInvitations(terminal))
                .addSubcommand("uninvite", new PeerUninvite(terminal))
                .addSubcommand("join", new PeerJoin(terminal))
                .addSubcommand("accept", new PeerAccept(terminal))
                .addSubcommand("pause", new PeerPause(terminal))
                .addSubcommand("resume", new PeerResume(terminal))
                .addSubcommand("remove", new PeerRemove(terminal))
                .addSubcommand("declare", new PeerDeclare(terminal));
    }

    private static CommandLine verdict(Terminal terminal) {
        return Noun.of("What is in force against whom, and why.", "verdict ls", "verdict explain 198.51.100.7")
                .addSubcommand("ls", new VerdictList(terminal))
                .addSubcommand("explain", new VerdictExplain(terminal))
                .addSubcommand("allow", new VerdictAllow(terminal))
                .addSubcommand("disallow", new VerdictDisallow(terminal));
    }

    private static CommandLine intel(Terminal terminal) {
        return Noun.of("Block lists from elsewhere, and taking back.", "intel import drop drop.txt", "intel held")
                .addSubcommand("ls", new IntelList(terminal))
                .addSubcommand("import", new IntelImport(terminal))
                .addSubcommand("rm", new IntelRemove(terminal))
                .addSubcommand("retract", new IntelRetract(terminal))
                .addSubcommand("held", new IntelHeld(terminal))
                .addSubcommand("release", new IntelRelease(terminal));
    }

    private static CommandLine finding(Terminal terminal) {
        return Noun.of("What your own detectors saw.", "finding ls", "finding ls --json")
                .addSubcommand("ls", new FindingList(terminal));
    }

    private static CommandLine incident(Terminal terminal) {
        return Noun.of(
                        "What belongs together, told as a story, and what you think of it.",
                        "incident ls --state open",
                        "incident show 1kqf0pd42-7k3m9")
                .addSubcommand("ls", new IncidentList(terminal))
                .addSubcommand("show", new IncidentShow(terminal))
                .addSubcommand("feedback", new IncidentFeedback(terminal));
    }

    private static CommandLine device(Terminal terminal) {
        return Noun.of("Your own devices, as the tap sees them.", "device ls", "device show 02:00:00:00:00:14")
                .addSubcommand("ls", new DeviceList(terminal))
                .addSubcommand("show", new DeviceShow(terminal))
                .addSubcommand("mud", new DeviceMud(terminal))
                .addSubcommand("learn", new DeviceLearn(terminal))
                .addSubcommand("release", new DeviceRelease(terminal));
    }

    private static CommandLine enforce(Terminal terminal) {
        return Noun.of("Blocking in the kernel.", "enforce status", "enforce test")
                .addSubcommand("status", new EnforceStatus(terminal))
                .addSubcommand("test", new EnforceTest(terminal))
                .addSubcommand("clear", new EnforceClear(terminal));
    }

    private static CommandLine log(Terminal terminal) {
        return Noun.of("This node's own logs.", "log fsck --home node", "log reopen --home node")
                .addSubcommand("fsck", new LogFsck(terminal))
                .addSubcommand("reopen", new LogReopen(terminal));
    }

    private static CommandLine token(Terminal terminal) {
        return Noun.of(
                        "Keys to the API and the feeds.",
                        "token create firewall --role feed",
                        "token create night-shift --role operator")
                .addSubcommand("ls", new TokenList(terminal))
                .addSubcommand("create", new TokenCreate(terminal))
                .addSubcommand("revoke", new TokenRevoke(terminal));
    }

    private static CommandLine config(Terminal terminal) {
        return Noun.of("The settings file.", "config check --home node", "config check new.yaml")
                .addSubcommand("check", new ConfigCheck(terminal));
    }

    private static CommandLine lab(Terminal terminal) {
        return Noun.of("What engines are compared on.", "lab mix mix.pcap", "lab mix mix.pcap --json")
                .addSubcommand("mix", new LabMix(terminal))
                .addSubcommand("count", new LabCount(terminal))
                .addSubcommand("evaluate", new LabEvaluate(terminal));
    }

    /** The library's own for bash and zsh; it calls itself help, and would never let a verb behind it run. */
    private static CommandLine completion(Terminal terminal) {
        var completion = new CommandLine(new GenerateCompletion()).addSubcommand("fish", new Fish(terminal));
        completion.getCommandSpec().helpCommand(false);
        completion.setCommandName("completion");
        return completion;
    }

    /** What holds for every command, however deep. */
    private static void conventions(CommandLine command, Terminal terminal) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().usageMessage().width(Math.max(60, Math.min(terminal.width(), 120)));
        command.getCommandSpec().version("tocsin " + version());
        command.setOut(terminal.out());
        command.setErr(terminal.err());
        command.setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        command.setParameterExceptionHandler((refused, arguments) -> misused(refused, terminal));
        command.setExecutionExceptionHandler((thrown, line, result) -> failed(thrown, terminal));
        command.getSubcommands().values().forEach(sub -> conventions(sub, terminal));
    }

    private static String version() {
        var version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    private static int misused(ParameterException refused, Terminal terminal) {
        PrintWriter err = terminal.err();
        if (refused instanceof UnmatchedArgumentException unmatched) {
            Unmatched.of(unmatched).forEach(line -> err.println(Printable.of(line)));
        } else {
            var message = refused.getMessage();
            err.println("tocsin: "
                    + Printable.of(
                            message == null
                                    ? "wrong use"
                                    : message.lines()
                                            .findFirst()
                                            .orElse("")
                                            .replaceFirst(NO_NUMBER, "is not a whole number")));
        }
        var name = refused.getCommandLine().getCommandSpec().qualifiedName();
        err.println("See: " + name + " --help");
        return Exit.WRONG_USE;
    }

    private static int failed(Exception thrown, Terminal terminal) throws Exception {
        PrintWriter err = terminal.err();
        return switch (thrown) {
            case Refused no -> said(err, "refused: " + no.getMessage(), Exit.FOUND);
            case Missing what -> said(err, "tocsin: " + what.getMessage(), Exit.MISSING);
            case Rejection wrong when wrong.code().equals("settings.several") -> each(err, wrong);
            case Rejection wrong -> said(err, "tocsin: " + wrong.getMessage(), Exit.WRONG_USE);
            default -> throw thrown;
        };
    }

    /** The one refusal of several lines; each of them was made printable where it came in. */
    private static int each(PrintWriter err, Rejection several) {
        ("tocsin: " + several.getMessage()).lines().map(Printable::of).forEach(err::println);
        return Exit.WRONG_USE;
    }

    private static int said(PrintWriter err, String line, int exit) {
        err.println(Printable.of(line));
        return exit;
    }
}

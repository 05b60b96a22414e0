package org.tocsin.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.config.Keys;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Node;
import org.tocsin.node.NodeSettings;
import org.tocsin.node.home.Home;
import org.tocsin.node.log.ProcessLog;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a node until it is told to stop. */
@Command(
        description = "Runs the node of a home folder until SIGTERM or Ctrl-C, and stops it cleanly.",
        footer = {
            "",
            "Exit code: 0 stopped, 2 refused settings, 69 this machine or this user lacks what they want.",
            "",
            "Examples:",
            "  tocsin node run --home node",
            "  tcpdump -i eth0 -U -w - | TOCSIN_DETECTION_TAP=- tocsin node run --home node"
        })
public final class NodeRun implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    public NodeRun(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProcessLog.jsonLines(Terminal.log());
        var keys = Keys.of(NodeSettings.defaults()).keySet();
        SettingsFile.passedOver(keys, System.getenv()).forEach(line -> options.talk(terminal, "tocsin: " + line));
        var began = terminal.clock().nanos();
        var node = start();
        var stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            close(node);
            // Else the machine says 143, and a service manager takes a clean stop for a failure.
            Runtime.getRuntime().halt(Exit.DONE);
        }));
        show(node, (terminal.clock().nanos() - began) / 1_000_000);
        if (!options.json()) {
            Held.tell(node.federation()::held, stop, why -> terminal.err().println("tocsin: " + why));
        }
        stop.await();
        return Exit.DONE;
    }

    private Node start() throws IOException {
        try {
            return Node.start(new Home(options.folder()), System.getenv(), Clock.system(), Entropy.system());
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
    }

    private void show(Node node, long startedMs) {
        var own = node.federation().own();
        if (options.json()) {
            terminal.out()
                    .println(Json.text(Json.object()
                            .put("organisation", own.domain())
                            .put("fingerprint", own.fingerprint().toString())
                            .put("console", node.apiUrl())
                            .put("certificate", node.apiCertificate())
                            .put("peerPort", node.federation().port())
                            .put("relayPort", node.relayPort())
                            .put("startedMs", startedMs)));
            return;
        }
        var out = terminal.out();
        out.println("Organisation     " + own.domain() + ", " + own.fingerprint());
        var settings = node.settings();
        out.println(
                "Console and API  " + node.apiUrl() + everywhere(settings.api().host()));
        out.println("  certificate    SHA-256 " + node.apiCertificate());
        out.println("Peers            port " + node.federation().port()
                + at(settings.federation().host()));
        out.println("MQTT relay       "
                + (node.relayPort() < 0
                        ? "off; set edge.mqtt.clientCa"
                        : "port " + node.relayPort() + at(settings.edge().mqtt().host())));
        var pots = node.minipots().entrySet().stream()
                .map(one -> one.getKey().word() + " " + one.getValue())
                .collect(Collectors.joining(", "));
        if (!pots.isEmpty()) {
            out.println("Minipots         " + pots);
        }
        out.println("Tap              "
                + (node.settings().packets().isEmpty()
                        ? "none; see docs/deploy.md"
                        : node.settings().packets()));
        out.println("Started in " + startedMs + " ms. Ctrl-C stops.");
    }

    private static boolean isEverywhere(String host) {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("[::]");
    }

    private static String everywhere(String host) {
        return isEverywhere(host) ? ", and at every other address of this machine" : "";
    }

    private static String at(String host) {
        return isEverywhere(host) ? " of every address" : " of " + host;
    }

    /** Says so itself: the log manager closes the log in a hook of its own, at the same time. */
    private void close(Node node) {
        terminal.err().println("tocsin: stopping");
        try {
            node.close();
            terminal.err().println("tocsin: stopped; all that was said is on disk");
        } catch (IOException e) {
            terminal.err().println("tocsin: stopped with a failure: " + e.getMessage());
            throw new UncheckedIOException(e);
        }
    }
}

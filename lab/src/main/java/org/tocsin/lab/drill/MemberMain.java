package org.tocsin.lab.drill;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Ears;
import org.tocsin.node.log.ProcessLog;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member in a process of its own. Standard input: {@code <number> <verb> [argument]} a line. Standard output: JSON a line,
 * {@code {"ready":…}}, {@code {"beat":…}}, {@code {"took":…}}, {@code {"reply":<number>,…}}. Ends when its input does, so that no member outlives a drill.
 */
public final class MemberMain {
    private final MemberHost host;
    private final PrintStream out;

    private MemberMain(MemberHost host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    /** Arguments: folder of all homes, number of the organisation, its broker's port, its devices. */
    @SuppressWarnings("SystemOut") // the protocol with the drill
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ProcessLog.jsonLines(System.err);
        int org = Integer.parseInt(arguments[1]);
        var host = MemberHost.start(
                Path.of(arguments[0]),
                org,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                new Ears(
                        beat -> say(out, Json.object().set("beat", beat.json())),
                        taking -> say(out, Json.object().set("took", took(Took.of(taking))))));
        try (host;
                var tap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var member = new MemberMain(host, out);
            say(out, Json.object().set("ready", member.ready(tap.getLocalPort())));
            host.watch(tap.accept().getInputStream());
            member.obey();
        }
        System.exit(0);
    }

    private static ObjectNode took(Took took) {
        return Json.object()
                .put("log", took.log())
                .put("index", took.index())
                .put("step", took.step().name());
    }

    private static void say(PrintStream out, ObjectNode line) {
        synchronized (out) {
            out.println(Json.text(line));
        }
    }

    private ObjectNode ready(int tapPort) {
        return Json.object()
                .put("id", host.node.federation().own().fingerprint().hex())
                .put("relayPort", host.node.relayPort())
                .put("apiPort", host.node.apiPort())
                .put("tapPort", tapPort);
    }

    private void obey() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = List.of(line.split(" ", 3));
            var argument = words.size() > 2 ? words.get(2) : "";
            if (words.get(1).equals("stop")) {
                return;
            }
            say(out, reply(words.get(1), argument).put("reply", Long.parseLong(words.get(0))));
        }
    }

    private ObjectNode reply(String verb, String argument) {
        try {
            return done(verb, argument);
        } catch (Rejection | IOException e) {
            return Json.object().put("failed", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.object().put("failed", "interrupted");
        }
    }

    private ObjectNode done(String verb, String argument) throws IOException, InterruptedException {
        var federation = host.node.federation();
        var done = Json.object();
        switch (verb) {
            case "invite" -> done.put("value", federation.invite().token());
            case "join" -> federation.join(argument);
            case "accept" -> federation.accept(Fingerprint.hex(argument));
            case "connected" -> done.put("value", host.connected());
            case "retract" -> host.node.retract(argument);
            case "lie" -> host.lie(argument);
            case "babble" -> host.babble(Integer.parseInt(argument));
            case "trust" -> done.put("value", host.trust(argument));
            case "refuses" -> done.put("value", host.refuses(argument));
            case "explain" -> {
                var ruling = host.explain(argument);
                done.put("basis", ruling.basis().name()).put("why", ruling.why());
            }
            case "heard" -> {
                var asked = List.of(argument.split(" ", -1));
                var bodies = Json.array();
                host.heard(asked.get(0), asked.get(1), Long.parseLong(asked.get(2)))
                        .forEach(bodies::add);
                done.set("bodies", bodies);
            }
            case "log" -> done.put("value", host.log());
            case "packets" -> done.put("value", host.packets());
            case "said" -> done.put("value", federation.said());
            case "fleet" -> {
                var report = host.innocents();
                done.put("sent", report.sent())
                        .put("received", report.received())
                        .put("lost", report.lost())
                        .put("duplicates", report.duplicates())
                        .put("interruptions", report.interruptions());
            }
            default -> throw new Rejection("drill.verb", verb + " is no command of a member");
        }
        return done;
    }
}

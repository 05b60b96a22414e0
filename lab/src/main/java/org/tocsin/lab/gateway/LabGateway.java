package org.tocsin.lab.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.edge.EdgeEvent;
import org.tocsin.edge.Loops;
import org.tocsin.edge.MqttRelay;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.broker.BrokerLimits;
import org.tocsin.lab.broker.LabBroker;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/**
 * Runs relays before the lab broker and before other brokers, until standard input ends.
 *
 * <p>Arguments: a folder that is made and filled with certificates, then ports of brokers on loopback. Relay number i is
 * told in the folder's file {@code ports}, one {@code port} a line: first the one before the lab broker, then one for each
 * broker named. Lines of standard input: {@code block PREFIX}, {@code allow PREFIX}, {@code quarantine DEVICE}; what was done
 * is told by files {@code done-1}, {@code done-2} and so on.
 */
public final class LabGateway {
    private static final List<String> DEVICES = List.of("cam-1", "cam-2", "cam-3");

    private final Blocklists blocklists = new Blocklists(Clock.system(), Entropy.system());

    private LabGateway() {}

    public static void main(String[] args) throws IOException {
        new LabGateway().run(args);
    }

    private void run(String[] args) throws IOException {
        var folder = new LabFolder(Path.of(args[0]));
        folder.issue(DEVICES);
        var relays = new ArrayList<MqttRelay>();
        try (var broker = LabBroker.start(0, BrokerLimits.DEFAULT, Clock.system());
                var loops = Loops.open(2)) {
            relays.add(relay(folder, broker.port(), loops));
            for (int i = 1; i < args.length; i++) {
                relays.add(relay(folder, Integer.parseInt(args[i]), loops));
            }
            var ports = new StringBuilder();
            relays.forEach(relay -> ports.append(relay.port()).append('\n'));
            folder.say("ports", ports.toString());
            obey(folder);
            relays.forEach(MqttRelay::close);
        }
    }

    private MqttRelay relay(LabFolder folder, int brokerPort, Loops loops) {
        return MqttRelay.start(
                folder.relay(brokerPort), blocklists, Clock.system(), Meter.none(), LabGateway::hear, loops);
    }

    private static void hear(EdgeEvent event) {
        System.getLogger(LabGateway.class.getName()).log(System.Logger.Level.INFO, "{0}", event);
    }

    private void obey(LabFolder folder) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int done = 0;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            obey(line.strip().split(" ", 2));
            folder.say("done-" + ++done, line);
        }
    }

    private void obey(String[] words) {
        var ground = new Ground("lab", "ordered on standard input", Ground.FOR_GOOD);
        switch (words[0]) {
            case "block" -> put(hosts(words[1]), new Decision.Deny(ground));
            case "allow" -> blocklists.swap(Layer.LOCAL, edit -> edit.remove(hosts(words[1])));
            case "quarantine" -> put(new Subject.Device(words[1]), new Decision.Quarantine(ground));
            default -> throw new Rejection("lab.order", "'" + words[0] + "' is none of block, allow, quarantine");
        }
    }

    private void put(Subject subject, Decision decision) {
        blocklists.swap(Layer.LOCAL, edit -> edit.put(subject, decision));
    }

    private static Subject hosts(String prefix) {
        return new Subject.Hosts(Prefix.parse(prefix));
    }
}

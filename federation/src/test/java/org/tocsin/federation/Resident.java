package org.tocsin.federation;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;

/**
 * A house in a process of its own, made to be killed. Standard input: {@code <verb> [argument]} a line; standard output: one line
 * for each thing that has come true. Ends when its input does.
 */
final class Resident {
    private static final int EXPERIMENT = 1_000;
    private static final int NO_QUOTA = 10_000_000;
    private static final Logger ROOT = Logger.getLogger("");

    private final House house;
    private final PrintStream out;

    private Resident(House house, PrintStream out) {
        this.house = house;
        this.out = out;
    }

    /** Arguments: folder of all houses, domain, port. */
    public static void main(String[] arguments) throws Exception {
        ROOT.setLevel(Level.WARNING);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        var house = new House(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), NO_QUOTA, NO_QUOTA);
        var resident = new Resident(house, out);
        resident.tell("ready " + house.id().hex());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ", 2);
            resident.obey(words[0], words.length > 1 ? words[1] : "");
        }
        house.close();
        System.exit(0);
    }

    private void obey(String verb, String argument) throws IOException, InterruptedException {
        switch (verb) {
            case "invite" -> tell("token " + house.federation.invite().token());
            case "join" ->
                tell("joined " + house.federation.join(argument).fingerprint().hex());
            case "accept" ->
                tell("accepted "
                        + house.federation.accept(Fingerprint.hex(argument)).domain());
            case "say" -> say(argument);
            case "followed" -> tell("followed " + house.federation.followed().getOrDefault(argument, 0L));
            case "peers" -> house.federation.peers().forEach(peer -> tell("peer " + peer.state()));
            case "evidence" -> tell("evidence " + house.federation.evidence().size());
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private void say(String text) {
        var body = Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
        var _ = house.federation
                .publish(EXPERIMENT, false, false, 0, body)
                .thenAccept(said -> tell("said " + text + " " + said.index()));
    }

    private void tell(String line) {
        synchronized (out) {
            out.println(line);
        }
    }
}

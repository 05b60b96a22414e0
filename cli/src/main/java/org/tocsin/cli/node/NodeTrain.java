package org.tocsin.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Node;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;
import picocli.CommandLine.Command;

/** Founds, starts and stops a node in a folder that is thrown away: the training run of the launcher's class cache. */
@Command(
        hidden = true,
        description = "Starts and stops a throw-away node, to train the launcher's class cache.",
        footer = {"", "Examples:", "  tocsin node train", "  tocsin node train --help"})
public final class NodeTrain implements Callable<Integer> {
    private static final Map<String, String> ANY_PORTS =
            Map.of("TOCSIN_API_LISTEN", "127.0.0.1:0", "TOCSIN_FEDERATION_LISTEN", "127.0.0.1:0");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("tocsin-train-");
        var home = new Home(folder.resolve("home"));
        new Founding(Clock.system(), Entropy.system()).found(home, "train.invalid", List.of(), Map.of());
        try (var node = Node.start(home, ANY_PORTS, Clock.system(), Entropy.system())) {
            node.awaitWarm();
        }
        remove(folder);
        return Exit.DONE;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

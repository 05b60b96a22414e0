package org.tocsin.node.town;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Node;

/** A copy of acme's home folder, to be put back when acme has gone on, as people do. */
public final class Backup {
    private final Town town;
    private final Path copy;

    private Backup(Town town, Path copy) {
        this.town = town;
        this.copy = copy;
    }

    /** Taken of a node that stands still. */
    public static Backup take(Town town, Path to) throws IOException {
        town.acme.stop();
        copy(town.acme.home.folder(), to);
        town.acme.go();
        return new Backup(town, to);
    }

    /** Puts it back; the node stops by name, its logs are reopened, and it goes on. */
    public void restore() throws IOException {
        var acme = town.acme;
        acme.stop();
        try (var files = Files.walk(acme.home.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(copy, acme.home.folder());
        acme.go();
        town.await(
                () -> acme.node
                        .federation()
                        .held()
                        .filter(why -> why.contains("reopen"))
                        .isPresent(),
                "stop");
        acme.stop();
        var _ = Node.reopen(acme.home, Map.of(), Clock.system(), Entropy.system());
        acme.go();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}

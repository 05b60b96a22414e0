package org.tocsin.cli.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.crypto.seal.RecoveryPhrase;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.Keyring;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the unseal file anew from what was written down. */
@Command(
        description = "Writes the unseal file of a home folder anew from its recovery phrase.",
        footer = {
            "",
            "The phrase is read from standard input, never from the command line, where others could see it.",
            "",
            "Examples:",
            "  tocsin node unseal --home node",
            "  tocsin node unseal --home node < phrase.txt"
        })
public final class NodeUnseal implements Callable<Integer> {
    private static final Limit PHRASE = new Limit("seal.phrase-length", 512);

    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public NodeUnseal(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var home = new Home(node.folder());
        home.requireFounded();
        var file = home.unsealFile(System.getenv());
        if (Files.exists(file)) {
            throw new Rejection("seal.exists", file + " exists; move it away first if it is not this home's");
        }
        node.talk(terminal, "Recovery phrase of " + home.folder() + ", as node init printed it:");
        var key = RecoveryPhrase.parse(phrase());
        var _ = new Keyring(home, key, Clock.system(), Entropy.system())
                .documents(); // it opens what is sealed, or is refused
        key.write(file);
        if (!node.printed(terminal, Json.object().put("unsealFile", file.toString()))) {
            terminal.out().println("Unseal file      " + file + "   (keep it apart from the backup)");
        }
        return Exit.DONE;
    }

    /** One line, or all of a pipe. */
    private String phrase() throws IOException {
        var text = new StringBuilder();
        for (int c = terminal.in().read();
                c >= 0 && c != '\n';
                c = terminal.in().read()) {
            PHRASE.check(text.length() + 1L);
            text.append(new String(new byte[] {(byte) c}, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}

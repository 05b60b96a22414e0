package org.tocsin.cli.node;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.federation.FederationSettings;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Founds an organisation's node. */
@Command(
        description = "Makes a node's home folder: the organisation's root, its keys, logs and settings.",
        footer = {
            "",
            "The recovery phrase and the admin token are shown once; write them down.",
            "",
            "Examples:",
            "  tocsin node init --home node --org acme.example",
            "  tocsin node init --org acme.example --url https://tocsin.acme.example:8444"
        })
public final class NodeInit implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(
            names = "--org",
            paramLabel = "DOMAIN",
            required = true,
            description = "The organisation, by its domain in lower case.")
    private String org = "";

    @Option(names = "--url", paramLabel = "URL", description = "Where peers can dial this node; leave out behind NAT.")
    private List<String> urls = List.of();

    public NodeInit(Terminal terminal) {
        this.terminal = terminal;
    }

    private Founding.Founded found(Home home) throws IOException {
        try {
            return new Founding(Clock.system(), Entropy.system()).found(home, org, urls, System.getenv());
        } catch (FileSystemException e) {
            throw new Rejection("home.unwritable", home.folder() + " can't be made or written: " + why(e));
        }
    }

    /** Most of these exceptions say the path and nothing else. */
    private static String why(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException _ -> "this user has no right to";
            case FileAlreadyExistsException _ -> "a file is in the way";
            case NoSuchFileException _ -> "its file system makes no folder there";
            default -> Objects.requireNonNullElse(e.getReason(), "the file system refuses it");
        };
    }

    @Override
    public Integer call() throws IOException {
        urls.forEach(FederationSettings::requireUrl);
        var home = new Home(node.folder());
        var founded = found(home);
        if (node.json()) {
            terminal.out()
                    .println(Json.text(Json.object()
                            .put("home", home.folder().toString())
                            .put("fingerprint", founded.fingerprint().toString())
                            .put("unsealFile", founded.unsealFile().toString())
                            .put("recoveryPhrase", founded.phrase())
                            .put("adminToken", founded.token())));
            return Exit.DONE;
        }
        var out = terminal.out();
        out.println("Organisation     " + org);
        out.println("Fingerprint      " + founded.fingerprint() + "   (peers compare it before they accept you)");
        out.println("Home             " + home.folder() + "   (back this folder up)");
        out.println("Unseal file      " + founded.unsealFile() + "   (keep it apart from the backup)");
        out.println();
        out.println("Recovery phrase, shown once; it restores the unseal file:");
        out.println("  " + founded.phrase());
        out.println("Admin token, shown once; it opens the console and the API:");
        out.println("  " + founded.token());
        out.println();
        out.println("Next: tocsin node run --home " + home.folder());
        return Exit.DONE;
    }
}

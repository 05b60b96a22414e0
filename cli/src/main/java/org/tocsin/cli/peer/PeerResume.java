package org.tocsin.cli.peer;

import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** Takes up a paused peer again. */
@Command(
        description = "Takes up a paused peer again.",
        footer = {"", "Examples:", "  tocsin peer resume beta.example", "  tocsin peer resume mfzw-42lt --json"})
public final class PeerResume extends PeerAct {
    public PeerResume(Terminal terminal) {
        super(terminal, "resume");
    }
}

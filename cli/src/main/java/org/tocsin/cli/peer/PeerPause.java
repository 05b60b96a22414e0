package org.tocsin.cli.peer;

import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** Stops following a peer and being followed; it stays on record. */
@Command(
        description = "Stops following a peer and being followed; it stays on record.",
        footer = {"", "Examples:", "  tocsin peer pause beta.example", "  tocsin peer pause mfzw-42lt --json"})
public final class PeerPause extends PeerAct {
    public PeerPause(Terminal terminal) {
        super(terminal, "pause");
    }
}

package org.tocsin.cli;

import org.tocsin.cli.terminal.Terminal;
import org.tocsin.node.log.ProcessLog;

/** Where {@code ./tocsin} begins. */
public final class Main {
    private Main() {}

    @SuppressWarnings("SystemOut") // the log's way out; results go through Terminal
    public static void main(String[] arguments) {
        ProcessLog.shortLines(Terminal.log());
        System.exit(Commands.run(Terminal.system(), arguments));
    }
}

package org.tocsin.cli;

import org.tocsin.cli.terminal.Terminal;

/** Where {@code ./tocsin} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(Terminal.system(), arguments));
    }
}

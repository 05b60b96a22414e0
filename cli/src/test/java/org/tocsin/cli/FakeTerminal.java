package org.tocsin.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Clock;

/** A terminal whose width, colours, zone and clock a test owns, and that remembers what was written. */
final class FakeTerminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    final Terminal terminal;

    FakeTerminal(int width, boolean colours) {
        this(width, colours, ZoneOffset.UTC);
    }

    FakeTerminal(int width, boolean colours, ZoneId zone) {
        this(width, colours, zone, "");
    }

    FakeTerminal(int width, boolean colours, ZoneId zone, String typed) {
        terminal = new Terminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                colours,
                colours,
                width,
                zone,
                new Steady());
    }

    static FakeTerminal pipe() {
        return new FakeTerminal(80, false);
    }

    int run(String... arguments) {
        return Commands.run(terminal, arguments);
    }

    String out() {
        terminal.out().flush();
        return out.toString();
    }

    String err() {
        terminal.err().flush();
        return err.toString();
    }

    /** Each look at it is a millisecond later. */
    private static final class Steady implements Clock {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos += 1_000_000;
        }
    }
}

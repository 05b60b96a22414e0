package org.tocsin.node.log;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;

/** Sets up where {@code System.Logger} goes. Called once, before anything logs. */
public final class ProcessLog {
    /** Held here because the log manager forgets loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    /** Tells of every connection that a peer or browser drops; who cares sees the peer's link or the metrics. */
    private static final Logger SOCKETS = Logger.getLogger("io.helidon.common.socket");

    /** Tells of a port that is taken; whoever wanted it refuses by name. */
    private static final Logger LISTENERS = Logger.getLogger("io.helidon.webserver.LoomServer");

    private ProcessLog() {}

    /** One JSON object a line: {@code time, level, logger, message, error}. For a node, whose log a collector reads. */
    public static void jsonLines(PrintStream to) {
        install(to, new JsonLines(), Level.INFO);
    }

    /** {@code tocsin: message} for warnings and errors only. For commands, whose standard error a person reads. */
    public static void shortLines(PrintStream to) {
        install(to, new ShortLines(), Level.WARNING);
    }

    private static void install(PrintStream to, Formatter formatter, Level ours) {
        LogManager.getLogManager().reset();
        ROOT.setLevel(Level.WARNING);
        SOCKETS.setLevel(Level.SEVERE);
        LISTENERS.setLevel(Level.OFF);
        Logger.getLogger("org.tocsin").setLevel(ours);
        ROOT.addHandler(flushing(to, formatter));
    }

    private static Handler flushing(PrintStream to, Formatter formatter) {
        var handler = new StreamHandler(to, formatter) {
            @Override
            public synchronized void publish(LogRecord entry) {
                super.publish(entry);
                flush();
            }

            // The stream is the process's own: closing it would silence whatever else it has to say.
            @Override
            public synchronized void close() {
                flush();
            }
        };
        handler.setLevel(Level.ALL);
        return handler;
    }

    private static final class JsonLines extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var line = Json.object()
                    .put("time", entry.getInstant().toString())
                    .put("level", entry.getLevel().getName())
                    .put("logger", entry.getLoggerName())
                    .put("message", formatMessage(entry));
            if (entry.getThrown() != null) {
                line.put("error", entry.getThrown().toString());
            }
            return Json.text(line) + "\n";
        }
    }

    private static final class ShortLines extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var cause = entry.getThrown() == null ? "" : ": " + entry.getThrown();
            return "tocsin: " + Printable.of(formatMessage(entry) + cause) + "\n";
        }
    }
}

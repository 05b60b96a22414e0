package org.tocsin.node.chronicle;

import java.lang.System.Logger.Level;
import org.tocsin.kernel.Printable;

/**
 * The timeline in the log of the process, for those who read {@code journalctl} before they open a console. Sessions and refusals
 * are left out: their number is the devices' and the attackers' to choose.
 */
public final class Journal {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private Journal() {}

    /** Writes one line, if it is one that a person would want to read. */
    public static void log(Beat beat) {
        var level =
                switch (beat.kind()) {
                    case REFUSED, OPENED, CLOSED, VERIFIED -> Level.DEBUG;
                    case FINDING, SUSPECT, QUARANTINE, LIE, FEEDBACK, TROUBLE, STATEMENT, VERDICT, IN_FORCE, PEER ->
                        Level.INFO;
                };
        LOG.log(
                level,
                () -> beat.kind().word() + ": "
                        + Printable.of(beat.subject().isEmpty() ? beat.text() : beat.subject() + ": " + beat.text()));
    }
}

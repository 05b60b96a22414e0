package org.tocsin.cli.terminal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.tocsin.kernel.Printable;

/** Times as people read them: local, with the zone. Machines get RFC 3339. */
public final class Times {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm zzz", Locale.ROOT);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);

    private Times() {}

    /** To the minute; what is no time stays as it came, made printable. */
    public static String minutes(Terminal terminal, String rfc3339) {
        return local(terminal, rfc3339, MINUTES);
    }

    /** To the second. */
    public static String seconds(Terminal terminal, String rfc3339) {
        return local(terminal, rfc3339, SECONDS);
    }

    private static String local(Terminal terminal, String rfc3339, DateTimeFormatter form) {
        try {
            return form.format(Instant.parse(rfc3339).atZone(terminal.zone()));
        } catch (DateTimeParseException notATime) {
            return Printable.of(rfc3339);
        }
    }
}

package org.tocsin.node.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time on a page.
 *
 * @param text in the node's zone; the day only when it is not today
 * @param zone short name of that zone
 * @param utc RFC 3339, shown on hover
 */
record Moment(String text, String zone, String utc) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.UK);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.UK);

    static Moment of(Instant at, Instant now, ZoneId zone) {
        var local = at.atZone(zone);
        var here = now.atZone(zone);
        DateTimeFormatter format;
        if (local.toLocalDate().equals(here.toLocalDate())) {
            format = CLOCK;
        } else {
            format = local.getYear() == here.getYear() ? DAY : YEAR;
        }
        return new Moment(format.format(local), ZONE.format(local), at.toString());
    }
}

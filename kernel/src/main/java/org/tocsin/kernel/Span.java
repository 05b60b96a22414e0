package org.tocsin.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A span of time as people write it: a whole number and a unit, {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}, {@code 2w}. */
public final class Span {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");

    private Span() {}

    /** Reads one; refused ({@code span.text}) with the units that there are. */
    public static Duration parse(String text) {
        return read(text)
                .orElseThrow(() -> new Rejection(
                        "span.text",
                        "'" + Printable.of(text)
                                + "' is no span of time; write a whole number and a unit: 90s, 30m, 12h, 7d or 2w"));
    }

    /** Reads one, for whoever has an own word for what is none. */
    public static Optional<Duration> read(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "d" -> Duration.ofDays(amount);
                    default -> Duration.ofDays(7 * amount);
                });
    }
}

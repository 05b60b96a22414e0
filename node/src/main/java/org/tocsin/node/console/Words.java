package org.tocsin.node.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.node.flow.Spans;

/** Numbers, spans and names as people read them. */
final class Words {
    private static final int SHORT = 18;

    private Words() {}

    /** A span in its two largest units: {@code 23 h 12 min}. */
    static String span(Duration span) {
        return Spans.of(span);
    }

    /** A distance in time with a sign and sensible digits, from microseconds to hours. */
    static String offset(long nanos) {
        var sign = nanos < 0 ? "−" : "+";
        double ms = Math.abs(nanos) / 1e6;
        if (ms < 9.95) {
            return sign + String.format(Locale.ROOT, ms < 0.1 ? "%.2f ms" : "%.1f ms", ms);
        }
        if (ms < 9_950) {
            return sign + (ms < 999.5 ? Math.round(ms) + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1e3));
        }
        return sign + span(Duration.ofNanos(Math.abs(nanos)));
    }

    static String count(long number, String one, String many) {
        return String.format(Locale.UK, "%,d %s", number, number == 1 ? one : many);
    }

    static String number(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A host's address without the length that every host has; others as they are. */
    static String name(Subject subject) {
        return switch (subject) {
            case Subject.Host(var prefix) ->
                prefix.address().isV4() ? prefix.address().toString() : prefix.toString();
            case Subject.Domain(var name) -> name;
            case Subject.Url(var text) -> text;
        };
    }

    /** Where the story of a subject stands. */
    static String href(Subject subject) {
        return "/indicator/" + segment(name(subject));
    }

    static String deviceHref(String device) {
        return "/device/" + segment(device);
    }

    /** One segment of a path; a colon may stand there as it is (RFC 3986, 3.3), which keeps addresses readable. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    /** Long ids are shortened in the middle; the whole is in the title. */
    static String middle(String text) {
        return text.length() <= SHORT ? text : text.substring(0, 9) + "…" + text.substring(text.length() - 6);
    }

    /** The first two of a fingerprint's eight groups: enough to recognise, never enough to accept. */
    static String middle(Fingerprint fingerprint) {
        var text = fingerprint.toString();
        return text.length() < 10 ? text : text.substring(0, 9) + "…";
    }
}

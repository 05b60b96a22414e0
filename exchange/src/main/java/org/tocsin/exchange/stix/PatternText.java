package org.tocsin.exchange.stix;

import java.util.regex.Pattern;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** The four STIX patterns that circles share, each in one normalised spelling. Source: STIX 2.1 section 9. */
public final class PatternText {
    private static final Pattern COMPARISON =
            Pattern.compile("\\[(ipv4-addr|ipv6-addr|domain-name|url):value (=|ISSUBSET) '([^'\\\\]{1,2048})'\\]");

    private PatternText() {}

    public static String of(Subject subject) {
        return switch (subject) {
            case Subject.Host(var prefix)
            when prefix.address().isV4() -> "[ipv4-addr:value = '" + prefix.address() + "']";
            case Subject.Host(var prefix) -> "[ipv6-addr:value ISSUBSET '" + prefix + "']";
            case Subject.Domain(var name) -> "[domain-name:value = '" + name + "']";
            case Subject.Url(var text) -> "[url:value = '" + text + "']";
        };
    }

    static Subject parse(String pattern) {
        var match = COMPARISON.matcher(pattern);
        if (!match.matches()) {
            throw refused(pattern);
        }
        var value = match.group(3);
        var subject =
                switch (match.group(1) + " " + match.group(2)) {
                    case "ipv4-addr =" -> new Subject.Host(Prefix.host(Address.parse(value)));
                    case "ipv6-addr ISSUBSET" -> new Subject.Host(Prefix.parse(value));
                    case "domain-name =" -> new Subject.Domain(value);
                    case "url =" -> new Subject.Url(value);
                    default -> throw refused(pattern);
                };
        if (!of(subject).equals(pattern)) {
            throw new Rejection("stix.pattern", "not in its normalised form, which is " + of(subject));
        }
        return subject;
    }

    private static Rejection refused(String pattern) {
        var shown = pattern.length() > 200 ? pattern.substring(0, 200) + "..." : pattern;
        return new Rejection(
                "stix.pattern", "'" + Printable.of(shown) + "' is none of the patterns that circles share");
    }
}

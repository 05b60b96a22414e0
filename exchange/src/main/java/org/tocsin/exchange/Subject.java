package org.tocsin.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** The attacker-side thing that an indicator names. Its text is its key. */
public sealed interface Subject {
    /** One exact host: an IPv4 /32, or an IPv6 /64, since one host commands a whole /64. */
    record Host(Prefix prefix) implements Subject {
        public Host {
            int wanted = prefix.address().isV4() ? 32 : 64;
            if (prefix.length() != wanted) {
                throw new Rejection("indicator.prefix", prefix + ": one host is a /32 or a /64");
            }
        }

        @Override
        public String toString() {
            return prefix.toString();
        }
    }

    /** A domain name in lower case, ASCII (RFC 5890 A-labels). */
    record Domain(String name) implements Subject {
        private static final Pattern NAME =
                Pattern.compile("(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

        public Domain {
            if (!NAME.matcher(name).matches()) {
                throw new Rejection("indicator.domain", "'" + Printable.of(name) + "' is no domain name");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A URL of the download kind; printable ASCII without quotes, so that it can't break out of a pattern or a feed. */
    record Url(String text) implements Subject {
        private static final Limit LENGTH = new Limit("indicator.url-length", 2_048);
        private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]{1,15}://[!#-&(-\\[\\]-~]+");
        private static final Pattern HOST = Pattern.compile("[^/]+://([^/?#]*@)?"
                + "(\\[(?<v6>[0-9a-fA-F:.]+)]|(?<v4>[0-9.]+)|(?<name>[A-Za-z0-9._-]+?)\\.?)(:[0-9]*)?([/?#].*)?");

        public Url {
            LENGTH.check(text.length());
            if (!URL.matcher(text).matches()) {
                throw new Rejection("indicator.url", "'" + Printable.of(text) + "' is no plain URL");
            }
        }

        /** The address or name that it is fetched from; empty where that is no plain one, and readers may differ about it. */
        public Optional<Subject> host() {
            var read = HOST.matcher(text);
            if (!read.matches()) {
                return Optional.empty();
            }
            try {
                var name = read.group("name");
                var address = read.group("v6") == null ? read.group("v4") : read.group("v6");
                return Optional.of(
                        name == null
                                ? Subject.host(Address.parse(address))
                                : new Domain(name.toLowerCase(Locale.ROOT)));
            } catch (Rejection neither) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The host that an address belongs to. */
    static Host host(Address address) {
        return new Host(Prefix.around(address, address.isV4() ? 32 : 64));
    }

    /** A verdict is about one host: of a wider range nobody can say whom it would hit. */
    private static Host exactHost(Prefix typed) {
        var host = host(typed.address());
        if (typed.length() < host.prefix().length()) {
            throw new Rejection(
                    "indicator.prefix",
                    typed + " is a range; a verdict is about one host, a /32 or in IPv6 a /64."
                            + " Imported ranges: intel ls, intel rm");
        }
        return host;
    }

    /** Reads what {@code toString} wrote, or an address, name or URL that a person typed. */
    static Subject parse(String text) {
        if (text.contains("://")) {
            return new Url(text);
        }
        if (text.indexOf(':') >= 0 || text.indexOf('/') >= 0 || text.matches("[0-9.]+")) {
            return exactHost(Prefix.parse(text));
        }
        return new Domain(text.toLowerCase(Locale.ROOT));
    }
}

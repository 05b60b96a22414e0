package org.tocsin.ledger.checkpoint;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Names a log: {@code <domain>/tocsin/<16 hex>/<number>}. It does not say which circle reads it. Source: FORMATS, Log.
 *
 * @param domain claimed by the organisation
 * @param id random, 16 hex digits
 * @param number 1 at first, one more after each reopening that knows the last
 */
public record Origin(String domain, String id, long number) {
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern TEXT = Pattern.compile("([^/]{1,190})/tocsin/([^/]{16})/([1-9][0-9]{0,8})");
    private static final Limit DOMAIN_SIZE = new Limit("origin.domain-size", 190);

    public Origin {
        requireDomain(domain);
        if (!ID.matcher(id).matches() || number < 1) {
            throw new Rejection("origin.malformed", "<domain>/tocsin/<16 hex digits>/<number> belongs here");
        }
    }

    /** Refuses what is no domain in lower case; it goes into origins, lists and log lines. */
    public static void requireDomain(String domain) {
        DOMAIN_SIZE.check(domain.length());
        if (!DOMAIN.matcher(domain).matches()) {
            throw new Rejection("origin.malformed", "a domain in lower case belongs here");
        }
    }

    /** A new log of this organisation. */
    public static Origin fresh(String domain, Entropy entropy) {
        return new Origin(domain, HexFormat.of().formatHex(entropy.bytes(8)), 1);
    }

    public static Origin parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new Rejection("origin.malformed", "<domain>/tocsin/<16 hex digits>/<number> belongs here");
        }
        return new Origin(parts.group(1), parts.group(2), Long.parseLong(parts.group(3)));
    }

    /** The log that takes over after a reopening. */
    public Origin next() {
        return new Origin(domain, id, number + 1);
    }

    @Override
    public String toString() {
        return domain + "/tocsin/" + id + "/" + number;
    }
}

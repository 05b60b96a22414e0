package org.tocsin.detection.detector;

/** The domain of a host: its last two labels, or three where the second last is short and stands before a country's. */
final class Domain {
    private Domain() {}

    /** Where it begins within a host name. An estimate without a list of public suffixes, as the tests over names make it. */
    static int at(String host) {
        int country = before(host, host.length());
        int second = before(host, country - 1);
        boolean registry = host.length() - country == 2 && country - 1 - second <= 3 && second > 0;
        return registry ? before(host, second - 1) : second;
    }

    private static int before(String host, int end) {
        return end <= 0 ? 0 : host.lastIndexOf('.', end - 1) + 1;
    }

    /** Whether what stands in a text between two places is a host of that domain, which stands at the end of another host. */
    static boolean holds(String text, int from, int to, String other, int domain) {
        int length = other.length() - domain;
        int at = to - length;
        return at >= from
                && text.regionMatches(at, other, domain, length)
                && (at == from || text.charAt(at - 1) == '.');
    }
}

package org.tocsin.wire.mqtt;

import org.jspecify.annotations.Nullable;

/** Topic names and filters. Source: MQTT 5.0 section 4.7, shared subscriptions 4.8.2. */
public final class Topic {
    private static final String SHARE = "$share/";

    private Topic() {}

    /** Whether it can be published to: not empty, no wildcard. */
    public static boolean isName(String topic) {
        return !topic.isEmpty() && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    /** Whether it can be subscribed to: wildcards fill a level, {@code #} is last, a share has a name and a filter. */
    public static boolean isFilter(String filter) {
        if (filter.startsWith(SHARE)) {
            int slash = filter.indexOf('/', SHARE.length());
            if (slash <= SHARE.length() || !isName(filter.substring(SHARE.length(), slash))) {
                return false;
            }
        }
        var plain = plain(filter);
        if (plain.isEmpty()) {
            return false;
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean startsLevel = i == 0 || plain.charAt(i - 1) == '/';
            boolean endsLevel = i + 1 == plain.length() || plain.charAt(i + 1) == '/';
            if ((c == '+' && !(startsLevel && endsLevel)) || (c == '#' && !(startsLevel && i + 1 == plain.length()))) {
                return false;
            }
        }
        return true;
    }

    /** The share's name of {@code $share/name/filter}, or null. */
    public static @Nullable String share(String filter) {
        return filter.startsWith(SHARE) ? filter.substring(SHARE.length(), filter.indexOf('/', SHARE.length())) : null;
    }

    /** The filter without {@code $share/name/}. */
    public static String plain(String filter) {
        return filter.startsWith(SHARE) ? filter.substring(filter.indexOf('/', SHARE.length()) + 1) : filter;
    }

    /**
     * Whether a plain filter matches a name, both valid. One pass over both, no recursion; a wildcard at the front never
     * matches a name that begins with {@code $} (section 4.7.2).
     */
    public static boolean matches(String filter, String name) {
        if (name.charAt(0) == '$' && (filter.charAt(0) == '+' || filter.charAt(0) == '#')) {
            return false;
        }
        int f = 0;
        int n = 0;
        while (f < filter.length()) {
            char c = filter.charAt(f);
            if (c == '#') {
                return true;
            }
            if (c == '+') {
                f++;
                while (n < name.length() && name.charAt(n) != '/') {
                    n++;
                }
            } else if (n < name.length() && name.charAt(n) == c) {
                f++;
                n++;
            } else {
                return n == name.length() && filter.length() - f == 2 && filter.endsWith("/#");
            }
        }
        return n == name.length();
    }

    static int levels(String topic) {
        return (int) topic.chars().filter(c -> c == '/').count() + 1;
    }
}

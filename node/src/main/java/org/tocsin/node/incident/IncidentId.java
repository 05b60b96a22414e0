package org.tocsin.node.incident;

import java.time.Instant;
import java.util.regex.Pattern;
import org.tocsin.kernel.Entropy;

/**
 * Names of incidents: the millisecond it began in 9 characters, so that names sort as time does, a hyphen, and 25 random bits, so that
 * a link that is shown to a colleague leads to no other incident by counting. Letters as in Crockford's base 32: none looks like
 * another.
 */
public final class IncidentId {
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{9}-[" + LETTERS + "]{5}");
    private static final int BITS = 5;
    private static final int TIME = 9;
    private static final int RANDOM = 5;

    private IncidentId() {}

    /** @param before the latest name given; two that begin at once, or whose clock was set back, still sort as they came */
    static String fresh(Instant at, String before, Entropy entropy) {
        long random = 0;
        for (byte one : entropy.bytes(4)) {
            random = (random << 8) | (one & 0xff);
        }
        return letters(Math.max(at.toEpochMilli(), time(before) + 1), TIME) + "-" + letters(random, RANDOM);
    }

    private static long time(String id) {
        return id.chars().limit(TIME).mapToLong(LETTERS::indexOf).reduce(0, (bits, letter) -> (bits << BITS) | letter);
    }

    /** Whether it is one: what is none names no file. */
    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }

    private static String letters(long bits, int count) {
        var text = new StringBuilder(count);
        for (int shift = (count - 1) * BITS; shift >= 0; shift -= BITS) {
            text.append(LETTERS.charAt((int) (bits >>> shift) & 31));
        }
        return text.toString();
    }
}

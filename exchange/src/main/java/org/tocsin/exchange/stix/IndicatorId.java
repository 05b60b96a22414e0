package org.tocsin.exchange.stix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tocsin.exchange.AttackClass;
import org.tocsin.kernel.Fingerprint;

/**
 * Ids of indicators: UUIDv5 over the pattern and its reporter, so that the same word of the same reporter has one id, and nobody
 * can take back another's. Source: FORMATS, STIX profile; RFC 9562 section 5.5.
 */
public final class IndicatorId {
    private static final UUID NAMESPACE = UUID.fromString("1f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11");

    /** What an id of STIX looks like here. */
    static final Pattern FORM = Pattern.compile("[a-z][a-z-]{2,40}--[0-9a-f-]{36}");

    /** What {@link #uuid5} makes. */
    private static final Pattern UUID_5 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private IndicatorId() {}

    /** Whether it is an id as they are made here, of an object of that type. */
    static boolean isIdOf(String type, String id) {
        return id.startsWith(type + "--")
                && UUID_5.matcher(id.substring(type.length() + 2)).matches();
    }

    public static String of(String pattern, Fingerprint reporter) {
        return "indicator--" + uuid5(pattern + "\n" + reporter.hex());
    }

    /** One sighting of an indicator by one reporter in one minute. */
    static String sighting(String indicator, Fingerprint reporter, long minute) {
        return "sighting--" + uuid5(indicator + "\n" + reporter.hex() + "\n" + minute);
    }

    /** A class of attack; the same for every reporter, since it names nobody. */
    static String ofClass(AttackClass attack) {
        return "attack-pattern--" + uuid5(attack.word());
    }

    private static UUID uuid5(String name) {
        var hash = sha1(name);
        var bits = ByteBuffer.wrap(hash);
        long high = (bits.getLong() & ~0xf000L) | 0x5000L;
        long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** SHA-1 because RFC 9562 says so; an id is a name here, its truth comes from the log. */
    private static byte[] sha1(String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            return sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

package org.tocsin.lab.drill;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * Speaks as a member whose program was changed to lie: a well-formed indicator about anybody, written by hand past the rules that
 * a node keeps. What others make of it is what a drill shows.
 */
final class Liar {
    private static final UUID NAMESPACE = UUID.fromString("1f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11");
    private static final int INDICATOR = 1;
    private static final int RENEWAL = 17;
    private static final int CBOR = 0;
    private static final int STIX = 1;

    private Liar() {}

    static void publish(Federation federation, String address, long minute) {
        var pattern = "[ipv4-addr:value = '" + address + "']";
        var id = uuid5(pattern + "\n" + federation.own().fingerprint().hex());
        var time = Instant.ofEpochSecond(minute * 60).toString().replace("Z", ".000Z");
        var json =
                "{\"created\":\"%1$s\",\"extensions\":{\"x-tocsin\":{\"class\":\"brute-force\",\"kind\":\"observed\"}},"
                                .formatted(time)
                        + "\"id\":\"indicator--%1$s\",\"indicator_types\":[\"malicious-activity\"],\"modified\":\"%2$s\","
                                .formatted(id, time)
                        + "\"pattern\":\"%1$s\",\"pattern_type\":\"stix\",\"spec_version\":\"2.1\",\"type\":\"indicator\","
                                .formatted(pattern)
                        + "\"valid_from\":\"%1$s\"}".formatted(time);
        var said = federation.publish(INDICATOR, false, false, STIX, Bytes.of(json.getBytes(StandardCharsets.UTF_8)));
        said.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Renews so many reports that nobody made, all at once: the ledger signs them in batches. */
    static void babble(Federation federation, int entries) {
        var said = IntStream.range(0, entries)
                .mapToObj("indicator--00000000-0000-5000-8000-%012x"::formatted)
                .map(id -> new CborWriter().text(id).toArray())
                .map(body -> federation.publish(RENEWAL, true, false, CBOR, Bytes.owning(body)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(said).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static UUID uuid5(String name) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            var bits = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(
                    (bits.getLong() & ~0xf000L) | 0x5000L,
                    (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

package org.tocsin.edge.minipot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.detection.FactoryList;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;

/**
 * Who came lately, by source. Bounded: the longest unseen is forgotten first. Secrets are hashed under a key that dies with the
 * process, so that whoever mistook the machine and typed a real one does not find it, or what it could be guessed by, in a timeline.
 * One thread.
 */
final class Visitors {
    static final int MOST = 4_096;
    static final Duration REMEMBERED = Duration.ofHours(1);
    /** A network of IPv6 is one source: who has one has all its addresses. */
    private static final int SOURCE_BITS_V6 = 64;

    private static final int KEY = 32;

    private final FactoryList factory = FactoryList.shipped();
    private final byte[] key;
    private final Map<Address, Visitor> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Visitor> eldest) {
            return size() > MOST;
        }
    };

    Visitors(Entropy entropy) {
        key = entropy.bytes(KEY);
    }

    /** By what an address is remembered: itself, or its IPv6 /64. */
    static Address source(Address address) {
        return address.isV4() ? address : Prefix.around(address, SOURCE_BITS_V6).address();
    }

    /** The source as it is remembered, from now on if it is not. */
    Visitor of(Address source, Instant now) {
        var visitor = known.get(source);
        if (visitor == null || now.isAfter(visitor.last.plus(REMEMBERED))) {
            visitor = new Visitor(now);
            known.put(source, visitor);
        }
        visitor.last = now;
        return visitor;
    }

    /** Nothing is held against these any more, not even against those who are here. */
    void forgive(Prefix whom, Instant now) {
        known.forEach((source, visitor) -> {
            if (whom.contains(source) || source.equals(source(whom.address()))) {
                visitor.forgive(now);
            }
        });
    }

    boolean isListed(String user, String secret) {
        return factory.lists(user, secret);
    }

    /** Equal for equal pairs while this process runs, and telling nothing else. */
    long hash(String user, String secret) {
        var name = user.getBytes(StandardCharsets.UTF_8);
        var length = ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array();
        var hash = Digest.tagged("tocsin/minipot-pair/v1", key, length, name, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash.toArray()).getLong();
    }

    int size() {
        return known.size();
    }
}

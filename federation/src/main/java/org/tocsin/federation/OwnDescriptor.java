package org.tocsin.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.RootForm;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.descriptor.LogKeys;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.Origin;

/** What this node says of itself, as its organisation root has signed it. */
public final class OwnDescriptor {
    /** How long a descriptor holds; people are warned 60 days before. */
    public static final Duration VALIDITY = Duration.ofDays(730);

    /** The one protocol version of follow and offer so far. */
    public static final int PROTOCOL = 1;

    private final NodeDescriptor descriptor;
    private final SignedBody signed;

    private OwnDescriptor(NodeDescriptor descriptor, SignedBody signed) {
        this.descriptor = descriptor;
        this.signed = signed;
    }

    /**
     * A log that others may verify.
     *
     * @param vkeys C2SP verifier keys, both algorithms
     * @param successorOf the log that it goes on from
     * @param finalSize at which it ended; empty while it lives, and when it was superseded
     */
    public record Log(Origin origin, List<String> vkeys, Optional<Origin> successorOf, Optional<Long> finalSize) {
        public Log {
            vkeys = List.copyOf(vkeys);
        }

        /** A log from its beginning. */
        public Log(Origin origin, List<String> vkeys) {
            this(origin, vkeys, Optional.empty(), Optional.empty());
        }

        /** The log that takes over from a superseded one. */
        public static Log reopened(Log before, List<String> vkeys) {
            return before.successor(before.origin().next(), vkeys);
        }

        /** A log of any name that takes over from this one. */
        public Log successor(Origin origin, List<String> vkeys) {
            return new Log(origin, vkeys, Optional.of(this.origin), Optional.empty());
        }

        /** This log as one that has ended, by a change of its keys. */
        public Log endedAt(long size) {
            return new Log(origin, vkeys, successorOf, Optional.of(size));
        }

        private LogKeys keys() {
            return new LogKeys(origin.toString(), vkeys, 0, successorOf.map(Origin::toString), finalSize);
        }

        private static Log of(LogKeys keys) {
            return new Log(
                    Origin.parse(keys.origin()),
                    keys.vkeys(),
                    keys.successorOf().map(Origin::parse),
                    keys.finalSize());
        }
    }

    /**
     * Signs a descriptor.
     *
     * @param number one above the last
     * @param tls hashes of the current and the next TLS key
     */
    public static OwnDescriptor issue(
            long number,
            DualKey root,
            RootForm documents,
            String domain,
            List<String> urls,
            List<Digest> tls,
            List<Log> logs,
            Instant now) {
        var descriptor = new NodeDescriptor(
                number,
                root.form(),
                domain,
                urls,
                tls,
                logs.stream().map(Log::keys).toList(),
                List.of(),
                now.minusSeconds(300),
                now.plus(VALIDITY),
                List.of(PROTOCOL),
                documents);
        return new OwnDescriptor(descriptor, descriptor.sign(root));
    }

    /** Reads what {@link #encoded()} gave, and checks its signature. */
    public static OwnDescriptor read(byte[] encoded) {
        return of(SignedBody.decode(encoded));
    }

    /** A descriptor as it came in a hello; its signature is checked. */
    public static OwnDescriptor of(SignedBody signed) {
        return new OwnDescriptor(NodeDescriptor.verify(signed), signed);
    }

    /**
     * The number of the next descriptor: above all that are known, and never one that was signed before and forgotten. One put
     * back from a backup does not know how far it had counted, and two bodies under one number are proof of a lie; the time in
     * milliseconds goes on whatever was forgotten.
     */
    public static long numberAbove(long known, Instant now) {
        return Math.max(known + 1, now.toEpochMilli());
    }

    public byte[] encoded() {
        return signed.encoded().toArray();
    }

    public long number() {
        return descriptor.number();
    }

    public Fingerprint fingerprint() {
        return descriptor.fingerprint();
    }

    public String domain() {
        return descriptor.domain();
    }

    public List<String> urls() {
        return descriptor.urls();
    }

    public List<Digest> tls() {
        return descriptor.tls();
    }

    public Instant notAfter() {
        return descriptor.notAfter();
    }

    /** All logs that it names, those that went before included. */
    public List<Log> logs() {
        return descriptor.logs().stream().map(Log::of).toList();
    }

    /** A log and those that went on from it, one after the other; empty if the descriptor does not name it. */
    public List<Log> lineage(Origin from) {
        var lineage = new ArrayList<Log>();
        var named = logs();
        var next = named.stream().filter(log -> log.origin().equals(from)).findFirst();
        while (next.isPresent() && !lineage.contains(next.get())) {
            var head = next.get();
            lineage.add(head);
            next = named.stream()
                    .filter(log ->
                            log.successorOf().filter(head.origin()::equals).isPresent())
                    .findFirst();
        }
        return lineage;
    }

    /** The log that this one goes on from. */
    public Optional<Origin> predecessor(Origin origin) {
        return descriptor.log(origin.toString()).flatMap(LogKeys::successorOf).map(Origin::parse);
    }

    /** Verifier keys of one of its logs; empty if the descriptor does not name it. */
    public Optional<List<String>> vkeys(String origin) {
        return descriptor.log(origin).map(LogKeys::vkeys);
    }

    /** Whether it says that this log has ended: a final size, or a successor that goes on from it. */
    public boolean ends(String origin) {
        return descriptor.log(origin).flatMap(LogKeys::finalSize).isPresent()
                || descriptor.logs().stream()
                        .anyMatch(
                                log -> log.successorOf().filter(origin::equals).isPresent());
    }

    /** The descriptor as it goes into a hello. */
    public SignedBody signedBody() {
        return signed;
    }
}

package org.tocsin.federation.follow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.log.Ledger;

/** Own logs as others follow them. The newest batch is encoded once, however many follow. */
public final class Offering {
    /** The one circle of a node without rosters: its accepted peers. */
    public static final Bytes CIRCLE = Bytes.owning(new byte[16]);

    private final Ledger ledger;
    private final Origin publicLog;
    private final Origin circleLog;
    private final Map<Origin, Encoded> newest = new ConcurrentHashMap<>();

    public Offering(Ledger ledger, Origin publicLog, Origin circleLog) {
        this.ledger = ledger;
        this.publicLog = publicLog;
        this.circleLog = circleLog;
    }

    /** A batch's frame and where it leads. */
    static final class Encoded {
        private final LogBatch batch;
        private byte @Nullable [] frame;

        Encoded(LogBatch batch) {
            this.batch = batch;
        }

        long to() {
            return batch.to();
        }

        synchronized byte[] frame() {
            var bytes = frame;
            if (bytes == null) {
                bytes = FrameEncoder.encode(Offering.frame(batch));
                frame = bytes;
            }
            return bytes;
        }
    }

    /** Takes note of a batch that was just signed; returns at once, on the ledger's writer. */
    void signed(LogBatch batch) {
        newest.put(batch.origin(), new Encoded(batch));
    }

    List<Frame.Offer> offers() {
        return List.of(
                new Frame.Offer(publicLog.toString(), Optional.empty()),
                new Frame.Offer(circleLog.toString(), Optional.of(CIRCLE)));
    }

    boolean offers(Origin origin) {
        return origin.equals(publicLog) || origin.equals(circleLog);
    }

    /** What comes behind {@code from}; empty when the follower has it all. */
    Optional<Encoded> next(Origin origin, long from) throws IOException {
        var encoded = newest.get(origin);
        if (encoded != null && encoded.batch.from() == from && encoded.to() > from) {
            return Optional.of(encoded);
        }
        var latest = ledger.latest(origin);
        if (latest.isEmpty() || latest.get().size() <= from) {
            return Optional.empty();
        }
        return ledger.read(origin, from, Frame.MOST_ENTRIES).map(Encoded::new);
    }

    Frame.Payloads payloads(String origin, List<Long> indices) throws IOException {
        var payloads = new ArrayList<Optional<Frame.Fetched>>();
        var log = Origin.parse(origin);
        for (long index : indices) {
            var read = offers(log) ? ledger.read(log, index, 1) : Optional.<LogBatch>empty();
            payloads.add(read.filter(batch -> !batch.payloads().isEmpty())
                    .flatMap(batch -> salted(batch.payloads().getFirst()))
                    .map(salted -> new Frame.Fetched(index, salted)));
        }
        return new Frame.Payloads(origin, payloads);
    }

    private static Frame.Batch frame(LogBatch batch) {
        return new Frame.Batch(
                batch.origin().toString(),
                batch.from(),
                batch.checkpoint().encoded(),
                batch.entries(),
                batch.payloads().stream().map(Offering::salted).toList(),
                batch.proof());
    }

    private static Optional<Frame.Salted> salted(@Nullable Salted payload) {
        return payload == null ? Optional.empty() : Optional.of(new Frame.Salted(payload.salt(), payload.payload()));
    }
}

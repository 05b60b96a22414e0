package org.tocsin.federation.follow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.log.Ledger;

/** Own logs as others follow them. The newest batch is encoded once, however many follow. */
public final class Offering {
    /** The one circle of a node without rosters: its accepted peers. */
    public static final Bytes CIRCLE = Bytes.owning(new byte[16]);

    private static final Limit FETCH = new Limit("follow.fetch", 256);
    private static final int FETCHED_BYTES = 900 << 10;

    private final Ledger ledger;
    private final Map<Origin, Optional<Bytes>> audiences;
    private final Map<Origin, Encoded> newest = new ConcurrentHashMap<>();

    /** @param own names logs that went before; an ended one is offered until its followers have all of it */
    public Offering(Ledger ledger, OwnDescriptor own, Origin publicLog, Origin circleLog) {
        this.ledger = ledger;
        audiences = new LinkedHashMap<>();
        offer(own, publicLog, Optional.empty());
        offer(own, circleLog, Optional.of(CIRCLE));
    }

    private void offer(OwnDescriptor own, Origin origin, Optional<Bytes> audience) {
        audiences.put(origin, audience);
        own.predecessor(origin)
                .filter(before -> ledger.logs().contains(before) && !audiences.containsKey(before))
                .ifPresent(before -> offer(own, before, audience));
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
        return audiences.entrySet().stream()
                .map(log -> new Frame.Offer(log.getKey().toString(), log.getValue()))
                .toList();
    }

    boolean offers(Origin origin) {
        return audiences.containsKey(origin);
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

    /** Refuses a follower that claims to hold more than there is: it would wait for ever. */
    void requireWithin(Origin origin, long from) {
        long size = ledger.size(origin);
        if (from > size) {
            throw new Rejection("follow.beyond", "entry " + from + " of a log with " + size + " entries");
        }
    }

    /** Refuses a question for too much, or for what is not offered. */
    void requireFetchable(Frame.Fetch fetch) {
        FETCH.check(fetch.indices().size());
        if (!offers(Origin.parse(fetch.origin()))) {
            throw new Rejection("follow.not-offered", fetch.origin() + " is not offered here");
        }
    }

    /**
     * Payloads by index, as many as fit a frame: the asker asks again for the rest. Neighbours are read at once, since each read
     * costs a proof.
     */
    Frame.Payloads payloads(Frame.Fetch fetch) throws IOException {
        var origin = fetch.origin();
        var indices = fetch.indices();
        var log = Origin.parse(origin);
        var payloads = new ArrayList<Optional<Frame.Fetched>>();
        long bytes = 0;
        for (int at = 0; at < indices.size(); ) {
            int run = 1;
            while (at + run < indices.size() && indices.get(at + run) == indices.get(at) + run) {
                run++;
            }
            var read = read(log, indices.get(at), run);
            for (var one : read) {
                bytes += one.map(fetched -> fetched.salted().payload().size() + 64L)
                        .orElse(1L);
                if (bytes > FETCHED_BYTES && !payloads.isEmpty()) {
                    return new Frame.Payloads(origin, payloads);
                }
                payloads.add(one);
            }
            at += read.size();
        }
        return new Frame.Payloads(origin, payloads);
    }

    /** One for each index of a run, or fewer if they do not fit one batch; what is not in the log stands as a gap. */
    private List<Optional<Frame.Fetched>> read(Origin log, long from, int count) throws IOException {
        var batch = from < ledger.size(log) ? ledger.read(log, from, count) : Optional.<LogBatch>empty();
        if (batch.isEmpty() || batch.get().payloads().isEmpty()) {
            return List.of(Optional.empty());
        }
        var read = new ArrayList<Optional<Frame.Fetched>>();
        long index = from;
        for (var payload : batch.get().payloads()) {
            long at = index++;
            read.add(salted(payload).map(salted -> new Frame.Fetched(at, salted)));
        }
        return read;
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

package org.tocsin.node.flow;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.log.Recalled;

/**
 * What this node said and then crashed is known to it again. SQL follows up to 750 ms behind what is durable in the log; peers act
 * on the log. Source: ARCHITECTURE rule 4: at the sender a signal is recoverable from the WAL.
 */
public final class Recall {
    private static final System.Logger LOG = System.getLogger(Recall.class.getName());

    private final Exchange exchange;
    private final Federation federation;

    public Recall(Exchange exchange, Federation federation) {
        this.exchange = exchange;
        this.federation = federation;
    }

    /** Reads the tail of the own circle log that the exchange may not have stored. Done once, before anything is said. */
    public void run() throws IOException {
        var logs = federation.circleLogs();
        for (var log : logs) {
            recall(log, log.equals(logs.getLast()) ? exchange.speaksIn(log.toString()) : Instant.EPOCH);
        }
    }

    private void recall(Origin log, Instant began) throws IOException {
        long begin = exchange.said(log.toString());
        long at = begin;
        for (var tail = federation.recall(log, at); !tail.isEmpty(); tail = federation.recall(log, at)) {
            tail.forEach(said -> recall(said, began));
            at = tail.getLast().index() + 1;
        }
        if (at > begin) {
            exchange.said(log.toString(), at);
        }
    }

    /** An entry tells its minute only: nothing was said in a log before that log began. */
    private void recall(Recalled said, Instant began) {
        var type = said.entry().known();
        if (type.isPresent() && said.payload().isPresent()) {
            var minute = Instant.ofEpochSecond(said.entry().minute() * 60);
            var at = minute.isBefore(began) ? began : minute;
            body(said.index(), said.payload().get())
                    .ifPresent(body -> exchange.recall(type.get().code(), at, body.shared()));
        }
    }

    private static Optional<Bytes> body(long index, Bytes payload) {
        try {
            return Optional.of(Payload.decode(payload.shared()).body());
        } catch (Rejection unread) {
            LOG.log(System.Logger.Level.WARNING, "own entry {0} could not be read: {1}", index, unread.getMessage());
            return Optional.empty();
        }
    }
}

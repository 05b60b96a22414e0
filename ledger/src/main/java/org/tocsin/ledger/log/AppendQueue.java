package org.tocsin.ledger.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.follow.LogBatch;

/** Hands work to the writer: bounded, and full means refused at once, so that an append never blocks for ever. */
final class AppendQueue {
    private final LedgerSettings settings;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int entries;
    private int bytes;
    private boolean closed;

    AppendQueue(LedgerSettings settings) {
        this.settings = settings;
    }

    synchronized void add(Work work) {
        if (closed) {
            throw new Rejection("ledger.closed", "the ledger is closed");
        }
        if (work instanceof Work.Group group) {
            if (entries + group.entries().size() > settings.queueEntries()
                    || bytes + group.bytes() > settings.queueBytes()) {
                throw new Rejection("ledger.busy", entries + " entries wait for the disk");
            }
            entries += group.entries().size();
            bytes += group.bytes();
        }
        waiting.addLast(work);
        notifyAll();
    }

    /**
     * Waits for work and takes as much as fits one batch; a control comes alone. Empty when closed and nothing is left. What
     * arrives while a batch is synced forms the next one: an idle ledger commits at once.
     */
    synchronized List<Work> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        var taken = new ArrayList<Work>();
        int takenEntries = 0;
        int takenBytes = 0;
        while (waiting.peekFirst() instanceof Work.Group group
                && takenEntries + group.entries().size() <= LogBatch.ENTRIES.most()
                && takenBytes + group.bytes() <= settings.batchBytes()) {
            taken.add(waiting.removeFirst());
            takenEntries += group.entries().size();
            takenBytes += group.bytes();
        }
        entries -= takenEntries;
        bytes -= takenBytes;
        if (taken.isEmpty() && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}

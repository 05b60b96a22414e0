package org.tocsin.edge.nft;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that the kernel carries out together or not at all. Source: linux/netfilter/nfnetlink.h, NFNL_MSG_BATCH_*. */
final class Batch {
    private static final int BEGIN = 0x10;
    private static final int END = 0x11;
    private static final int GENERATION = 1;

    private final List<Request> requests = new ArrayList<>();
    private final @Nullable Integer generation;

    Batch() {
        this.generation = null;
    }

    /** Carried out only if the rule set is still of that generation. */
    Batch(int generation) {
        this.generation = generation;
    }

    Batch add(Request request) {
        requests.add(request);
        return this;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    int size() {
        return requests.size();
    }

    /** The bytes; the begin has that number, the requests those that follow, each acknowledged. */
    byte[] numbered(int first) {
        var out = new ByteArrayOutputStream();
        var begin = Request.batch(BEGIN);
        if (generation != null) {
            begin.number(GENERATION, generation);
        }
        out.writeBytes(begin.numbered(first, 0));
        for (int i = 0; i < requests.size(); i++) {
            out.writeBytes(requests.get(i).numbered(first + 1 + i, Request.ACK));
        }
        out.writeBytes(Request.batch(END).numbered(first + 1 + requests.size(), 0));
        return out.toByteArray();
    }
}

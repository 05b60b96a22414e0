package org.tocsin.ledger.log;

import java.io.IOException;
import java.time.Duration;
import org.tocsin.kernel.Clock;
import org.tocsin.ledger.disk.Disk;

/** Room that is given back when the disk is full, so that SQL goes on and an operator can act. Source: ARCHITECTURE section 6. */
final class Reserve {
    private static final String NAME = "reserve";

    /** Making it writes all of it: not again and again while the disk is full. */
    private static final long RETRY = Duration.ofSeconds(30).toNanos();

    private final Disk disk;
    private final int size;
    private final Clock clock;
    private long next;

    Reserve(Disk disk, int size, Clock clock) {
        this.disk = disk;
        this.size = size;
        this.clock = clock;
        this.next = clock.nanos();
    }

    synchronized void give() throws IOException {
        next = clock.nanos() + RETRY;
        disk.delete(NAME);
    }

    /** Takes the room again if there is any. */
    synchronized void take() throws IOException {
        if (size > 0 && clock.nanos() - next >= 0 && !disk.exists(NAME)) {
            next = clock.nanos() + RETRY;
            disk.create(NAME, size).close();
        }
    }
}

package org.tocsin.platform.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The SQL store. Writes go through one writer that commits many at once; reads never wait for it.
 *
 * <p>SQL costs tens of microseconds a call: hot state lives in memory, SQL is a projection that follows.
 */
public interface Database extends AutoCloseable {
    /**
     * Runs the work in a transaction that it may share with others, and completes when that is durable. Work that throws is
     * rolled back alone. Its future fails with what it threw; with {@code store.busy} at once when the queue is full.
     */
    <T> CompletableFuture<T> write(Function<Handle, T> work);

    /** As {@link #write}, and waits. */
    default <T> T writeNow(Function<Handle, T> work) {
        return Waiting.on(write(work));
    }

    /**
     * As {@link #writeNow}, for what a person waits for: on a full disk it is tried once more in the room that is kept for that.
     */
    default <T> T act(Function<Handle, T> work) {
        return writeNow(work);
    }

    /** Reads what is committed. */
    <T> T read(Function<Handle, T> work);

    /** Leaves nothing of what was deleted in the store's own journal. */
    void scrub();

    @Override
    void close();
}

package org.tocsin.platform.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;

/**
 * The one writer. What queues up while a commit is on its way to the disk goes into the next one: about ten times the rows
 * per second of one commit each (measured with batches of ten).
 */
final class Writer implements AutoCloseable {
    private static final int MOST_QUEUED = 8_192;
    private static final int MOST_A_COMMIT = 512;
    private static final int SQLITE_FULL = 13;

    private final Handle handle;
    private final BlockingQueue<Write<?>> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final Thread thread;
    private volatile boolean closing;

    Writer(Handle handle) {
        this.handle = handle;
        thread = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    <T> CompletableFuture<T> submit(Function<Handle, T> work) {
        var write = new Write<>(work);
        if (closing) {
            write.fail(new Rejection("store.closed", "the store is closing"));
        } else if (!queue.offer(write)) {
            write.fail(new Rejection("store.busy", MOST_QUEUED + " writes are waiting already"));
        }
        return write.done;
    }

    private void run() {
        var batch = new ArrayList<Write<?>>();
        while (!closing || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException closed) {
                continue;
            }
            queue.drainTo(batch, MOST_A_COMMIT - 1);
            commit(batch);
            batch.clear();
        }
        handle.close();
    }

    private void commit(List<Write<?>> batch) {
        try {
            handle.begin();
            batch.forEach(write -> write.run(handle));
            handle.commit();
        } catch (RuntimeException e) {
            rollback(e);
            var why = isFull(e) ? full() : e;
            batch.forEach(write -> write.fail(why));
            return;
        }
        batch.forEach(Write::complete);
    }

    private static Rejection full() {
        return new Rejection("store.disk-full", "the disk is full; nothing is stored until there is room again");
    }

    private static boolean isFull(@Nullable Throwable why) {
        return switch (why) {
            case null -> false;
            case SQLException sql when (sql.getErrorCode() & 0xff) == SQLITE_FULL -> true;
            default -> isFull(why.getCause());
        };
    }

    private void rollback(RuntimeException cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Commits what is queued, then ends. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.tocsin.platform.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One piece of work of a shared transaction, behind a savepoint of its own. */
final class Write<T> {
    private static final String SAVEPOINT = "one_of_many";

    final CompletableFuture<T> done = new CompletableFuture<>();
    private final Function<Handle, T> work;
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Write(Function<Handle, T> work) {
        this.work = work;
    }

    /** Runs the work; what it throws undoes this piece only. */
    void run(Handle handle) {
        handle.savepoint(SAVEPOINT);
        try {
            result = work.apply(handle);
            handle.releaseSavepoint(SAVEPOINT);
        } catch (RuntimeException e) {
            failure = e;
            undo(handle, e);
        }
    }

    /** A full disk ends the whole transaction, its savepoints with it: then what went wrong is said, not that they are gone. */
    private static void undo(Handle handle, RuntimeException why) {
        try {
            handle.rollbackToSavepoint(SAVEPOINT);
        } catch (RuntimeException gone) {
            throw why;
        }
    }

    @SuppressWarnings("NullAway") // work that returns nothing completes its Void future with null
    void complete() {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else {
            done.complete(result);
        }
    }

    void fail(RuntimeException e) {
        done.completeExceptionally(e);
    }
}

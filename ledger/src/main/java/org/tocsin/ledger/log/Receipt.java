package org.tocsin.ledger.log;

import java.util.concurrent.CompletableFuture;

/**
 * What becomes of an append. Both are completed by the writer: continue with the {@code Async} methods.
 *
 * @param durable index of the first entry, once all are on stable storage; also while the node may not sign
 * @param signed the same and a checkpoint, once that may be spoken of; fails by name with {@code ledger.unsigned} if the
 *     signature came too late to be told
 */
public record Receipt(CompletableFuture<Long> durable, CompletableFuture<Appended> signed) {
    Receipt() {
        this(new CompletableFuture<>(), new CompletableFuture<>());
    }

    void fail(Throwable why) {
        durable.completeExceptionally(why);
        signed.completeExceptionally(why);
    }
}

package org.tocsin.cli.node;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Whoever is told that nothing is signed yet is told when that is over. */
final class Held {
    private static final int LOOK_EVERY_MS = 250;

    private Held() {}

    /**
     * Says why nothing is signed, and that it is over; returns then, or once the node stops.
     *
     * @param why nothing is signed; empty when all is well
     */
    static void tell(Supplier<Optional<String>> why, CountDownLatch stop, Consumer<String> says)
            throws InterruptedException {
        var said = why.get();
        if (said.isEmpty()) {
            return;
        }
        says.accept(said.get());
        while (!stop.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            if (why.get().isEmpty()) {
                says.accept("the wait is over: this node signs, and what it has found reaches others");
                return;
            }
        }
    }
}

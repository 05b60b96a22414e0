package org.tocsin.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HeldTest {
    private final List<String> said = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void whoIsToldThatNothingIsSignedYetIsToldWhenThatIsOver() throws InterruptedException {
        var looks = new AtomicInteger();
        Held.tell(
                () -> looks.getAndIncrement() < 2 ? Optional.of("waiting for beta") : Optional.empty(),
                stop,
                said::add);
        assertThat(said).hasSize(2).first().isEqualTo("waiting for beta");
        assertThat(said.getLast()).contains("this node signs");
    }

    @Test
    void aNodeThatSignsAtOnceSaysNothingOfIt() throws InterruptedException {
        Held.tell(Optional::empty, stop, said::add);
        assertThat(said).isEmpty();
    }

    @Test
    void aNodeThatStopsWhileItWaitsSignsNothing() throws InterruptedException {
        stop.countDown();
        Held.tell(() -> Optional.of("waiting for beta"), stop, said::add);
        assertThat(said).containsExactly("waiting for beta");
    }
}

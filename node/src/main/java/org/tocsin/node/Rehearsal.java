package org.tocsin.node;

import java.util.concurrent.CountDownLatch;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/**
 * What a node does once it is up and before anything happens: it walks the roads of an attack with nobody listening, on one
 * thread, so that the first real attack meets compiled code. Measured cold: 120 ms from packet to block instead of about 8.
 */
final class Rehearsal {
    private static final int ROUNDS = 400;

    private final CountDownLatch done = new CountDownLatch(1);

    private Rehearsal() {}

    static Rehearsal start(Clock clock, Entropy entropy) {
        var rehearsal = new Rehearsal();
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> rehearsal.run(clock, entropy));

        return rehearsal;
    }

    private void run(Clock clock, Entropy entropy) {
        try {
            Federation.rehearse(ROUNDS, clock, entropy);
            Exchange.rehearse(ROUNDS, clock, entropy);
            fence(clock, entropy);
        } finally {
            done.countDown();
        }
    }

    private static void fence(Clock clock, Entropy entropy) {
        var blocklists = new Blocklists(clock, entropy);
        var ground = new Ground(Action.BLOCK.name(), "rehearsal", clock.millis());
        for (int round = 0; round < ROUNDS; round++) {
            var host = new Subject.Hosts(Prefix.host(Address.v4(round)));
            var _ = blocklists.swap(Layer.VERDICT, edit -> edit.put(host, new Decision.Deny(ground)));
            var _ = blocklists.swap(Layer.VERDICT, edit -> edit.remove(host));
        }
    }

    void await() throws InterruptedException {
        done.await();
    }
}

package org.tocsin.edge.nft;

import org.tocsin.kernel.Rejection;

/** A process that enforces until it is killed. */
public final class KilledNode {
    private KilledNode() {}

    public static void main(String... arguments) throws InterruptedException {
        try {
            var gateway = new Gateway();
            gateway.block("198.51.100.7");
            System.out.println(gateway.enforcer.isInStep() ? "in force" : "not in step");
        } catch (Rejection refused) {
            System.out.println(refused.getMessage());
            return;
        }
        Thread.sleep(60_000);
    }
}

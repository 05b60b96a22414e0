package org.tocsin.policy;

import java.util.Random;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;

/** Prints look-ups per second on one core and the time of a swap; run its main, it is no test. */
final class LookUpBench {
    private static final int ASKED = 1 << 16;

    private LookUpBench() {}

    public static void main(String[] args) {
        var lists = new Blocklists(Clock.system(), Entropy.system());
        var random = new Random(1);
        var ground = new Ground("bench", "measured", Ground.FOR_GOOD);
        lists.swap(Layer.FEED, edit -> {
            for (int i = 0; i < 1_000_000; i++) {
                edit.put(new Subject.Hosts(Prefix.host(Address.v4(random.nextInt()))), new Decision.Deny(ground));
            }
        });
        lists.swap(Layer.VERDICT, edit -> {
            for (int i = 0; i < 10_000; i++) {
                edit.put(new Subject.Hosts(Prefix.host(Address.v4(random.nextInt()))), new Decision.Throttle(ground));
            }
        });
        var asked = new Address[ASKED];
        for (int i = 0; i < ASKED; i++) {
            asked[i] = Address.v4(random.nextInt());
        }
        for (int round = 0; round < 5; round++) {
            lookUps(lists, asked);
            swaps(lists, asked, ground);
        }
    }

    private static void lookUps(Blocklists lists, Address[] asked) {
        long start = System.nanoTime();
        int refused = 0;
        var snapshot = lists.current();
        long now = System.currentTimeMillis();
        for (int i = 0; i < 10_000_000; i++) {
            refused += snapshot.decide(asked[i & (ASKED - 1)], now).admitsNew() ? 0 : 1;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%.1f M look-ups/s (%d refused)%n", 10 / seconds, refused);
    }

    private static void swaps(Blocklists lists, Address[] asked, Ground ground) {
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            var subject = new Subject.Hosts(Prefix.host(asked[i]));
            lists.swap(Layer.VERDICT, edit -> edit.put(subject, new Decision.Throttle(ground)));
            lists.swap(Layer.VERDICT, edit -> edit.remove(subject));
        }
        System.out.printf("%.1f us a swap among 10,000%n", (System.nanoTime() - start) / 2e6);
    }
}

package org.tocsin.edge.nft;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/** A node's block list and its table in the kernel of the network that it is made in. */
final class Gateway implements AutoCloseable {
    static final String NODE = "gateway-of-a-test";

    final Clock clock = Clock.system();
    final Blocklists blocklists = new Blocklists(clock, Entropy.system());
    final List<String> said = new CopyOnWriteArrayList<>();
    final KernelEnforcer enforcer;
    private final Netlink netlink = Netlink.open();
    /** Looks at the same table by a way of its own. */
    final Table table = new Table(netlink, KernelEnforcer.TABLE, NODE);

    Gateway(String... allowed) {
        enforcer = KernelEnforcer.start(
                NODE,
                Stream.of(allowed).map(Prefix::parse).toList(),
                blocklists,
                clock,
                Meter.none(),
                (trouble, words) -> said.add((trouble ? "trouble: " : "well: ") + words));
    }

    Ground ground(String id, long seconds) {
        return new Ground(id, "a test says so", clock.millis() + 1_000 * seconds);
    }

    void block(String range) {
        put(Layer.VERDICT, range, new Decision.Deny(ground(range, 86_400)));
    }

    void throttle(String range) {
        put(Layer.VERDICT, range, new Decision.Throttle(ground(range, 120)));
    }

    void put(Layer layer, String range, Decision decision) {
        var _ = blocklists.swap(layer, edit -> edit.put(new Subject.Hosts(Prefix.parse(range)), decision));
    }

    void lift(Layer layer, String range) {
        var _ = blocklists.swap(layer, edit -> edit.remove(new Subject.Hosts(Prefix.parse(range))));
    }

    Map<Element, Drops> in(Kind kind, int width, int bits) {
        return table.members(new SetName(kind, width, bits));
    }

    Drops dropped(Kind kind, String range) {
        var prefix = Prefix.parse(range);
        var element = new Element(kind, new Whom.Hosts(prefix));
        return table.members(element.set()).getOrDefault(element, Drops.NONE);
    }

    static void within(int seconds, BooleanSupplier true_) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!true_.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + seconds + " s");
            }
            Thread.sleep(10);
        }
    }

    static boolean hasNft() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nft")));
    }

    @Override
    public void close() {
        enforcer.close();
        netlink.close();
    }
}

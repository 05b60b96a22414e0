package org.tocsin.policy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;

/**
 * Holds the block list in force. Asking costs one volatile read; a swap is one volatile write, after which every enforcer
 * that asks sees the new list, and then those who listen are told, in the order of the swaps.
 */
public final class Blocklists {
    private final Clock clock;
    private final long seed;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile Blocklist current = Blocklist.empty();

    /**
     * @param entropy gives the secret that keeps attackers from choosing colliding addresses
     */
    public Blocklists(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.seed = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
    }

    /** The list in force. */
    public Blocklist current() {
        return current;
    }

    /** What holds about an address now. */
    public Decision decide(Address address) {
        return current.decide(address, clock.millis());
    }

    /** What holds about a key, device or client now. */
    public Decision decide(Subject subject) {
        return current.decide(subject, clock.millis());
    }

    /** Changes one layer, puts it in force and tells the listeners; returns the new generation. */
    public long swap(Layer layer, Consumer<Edit> edits) {
        synchronized (listeners) {
            var edit = new Edit(current.slice(layer), seed, clock.millis());
            edits.accept(edit);
            var next = current.with(layer, edit.freeze());
            current = next;
            var change = new Change(next, layer, edit.added(), edit.removed(), edit.replaced());
            listeners.forEach(listener -> listener.accept(change));
            return next.generation();
        }
    }

    /** Hears of every swap from now on, on the swapping thread; must not block. Returns what ends that. */
    public Runnable listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

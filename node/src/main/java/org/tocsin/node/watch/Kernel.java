package org.tocsin.node.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.nft.Drops;
import org.tocsin.edge.nft.KernelEnforcer;
import org.tocsin.edge.nft.KernelSettings;
import org.tocsin.edge.nft.KernelState;
import org.tocsin.edge.nft.Kind;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Blocklists;
import tools.jackson.databind.node.ObjectNode;

/** The kernel's block sets, where the settings want them. */
public final class Kernel implements AutoCloseable {
    private final boolean wanted;
    private final boolean relays;
    private volatile @Nullable KernelEnforcer enforcer;

    /**
     * Touches nothing yet; what this machine does not give was said before, with all else that is wrong.
     *
     * @param relays whether an MQTT relay carries verdicts out as well
     */
    public Kernel(KernelSettings settings, boolean relays) {
        this.relays = relays;
        wanted = settings.enforce();
    }

    /** Puts the block list into the kernel, if that is wanted, and keeps it there. */
    public void start(
            String node, List<Prefix> allowed, Blocklists blocklists, Clock clock, Meter meter, Chronicle chronicle) {
        if (wanted) {
            enforcer = KernelEnforcer.start(
                    node,
                    allowed,
                    blocklists,
                    clock,
                    meter,
                    (trouble, words) -> chronicle.tell(
                            trouble ? Beat.Kind.TROUBLE : Beat.Kind.IN_FORCE, "kernel", 0, words, Json.object()));
        }
    }

    /** Who carries verdicts out at this moment; the kernel only where it has acknowledged them all. */
    public String carriers() {
        var running = enforcer;
        var words = (relays ? "MQTT relay, " : "") + "block list"
                + (running != null && running.isInStep() ? ", kernel" : "");
        return relays || wanted ? words : words + " alone: nothing here enforces it, only whoever takes the feed";
    }

    /** Who holds back a device of ours that is cut off, at this moment: {@code kernel}, {@code relay}; empty: nobody here does. */
    public List<String> holders() {
        var running = enforcer;
        var holders = new ArrayList<String>();
        if (running != null && running.isInStep()) {
            holders.add("kernel");
        }
        if (relays) {
            holders.add("relay");
        }
        return holders;
    }

    /** How it stands, in words. */
    public String words() {
        var running = enforcer;
        if (running == null) {
            return "off";
        }
        var state = running.state();
        if (!state.inStep()) {
            return "not in step: " + state.trouble();
        }
        return String.format(
                Locale.ROOT,
                "in step: %,d blocked, %,d refused, %,d cut off; %,d packets dropped",
                state.elements().getOrDefault(Kind.DROP, 0),
                state.elements().getOrDefault(Kind.REFUSE, 0),
                state.elements().getOrDefault(Kind.QUARANTINE, 0),
                state.dropped().values().stream().mapToLong(Drops::packets).sum());
    }

    /** As {@code GET /api/v1/enforce} shows it. */
    public ObjectNode json() {
        var running = enforcer;
        return running == null
                ? Json.object().put("enforcing", false)
                : json(running.state()).put("enforcing", true);
    }

    private static ObjectNode json(KernelState state) {
        var elements = Json.object();
        var dropped = Json.object();
        for (var kind : Kind.values()) {
            var drops = state.dropped().getOrDefault(kind, new Drops(0, 0));
            elements.put(word(kind), state.elements().getOrDefault(kind, 0));
            if (kind != Kind.ALLOW) {
                dropped.set(
                        word(kind),
                        Json.object().put("packets", drops.packets()).put("bytes", drops.bytes()));
            }
        }
        var json = Json.object()
                .put("inStep", state.inStep())
                .put("trouble", state.trouble())
                .put("leftOut", state.leftOut())
                .put("restored", state.restored());
        json.set("elements", elements);
        json.set("dropped", dropped);
        return json;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Takes the table out of the kernel. */
    @Override
    public void close() {
        var running = enforcer;
        if (running != null) {
            running.close();
        }
    }
}

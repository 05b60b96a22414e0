package org.tocsin.node.flow;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.EdgeEvent;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.ImportedList;
import org.tocsin.exchange.Subject.Host;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Edit;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/** Puts verdicts into the block list that every enforcer asks, each in the layer of whoever decided. */
public final class Fence {
    static final Duration QUARANTINE = Duration.ofHours(24);
    /** A device that is cut off and found again within this time is no news, and is held no longer. */
    private static final Duration SAME_NEWS = Duration.ofHours(1);

    static final int MOST_KEYS = 100_000;

    private static final System.Logger LOG = System.getLogger(Fence.class.getName());
    private static final String RELEASED = "released";

    private final List<Prefix> protect;
    private final Blocklists blocklists;
    private final Chronicle chronicle;
    private final Clock clock;
    private final Supplier<String> carriers;
    private final Consumer<Prefix> settled;
    private final Map<Host, Layer> placed = new ConcurrentHashMap<>();

    /** Which key an address had, the longest unseen forgotten first. */
    private final Map<Address, Digest> keys = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Digest> eldest) {
            return size() > MOST_KEYS;
        }
    });

    /**
     * @param protect what is never cut off, whatever it does
     * @param carriers who has a verdict in force once the list is swapped, in words
     * @param settled hears about whom a person has decided, so that detection begins anew with them
     */
    public Fence(
            Blocklists blocklists,
            Chronicle chronicle,
            List<Prefix> protect,
            Clock clock,
            Supplier<String> carriers,
            Consumer<Prefix> settled) {
        this.protect = List.copyOf(protect);
        this.blocklists = blocklists;
        this.chronicle = chronicle;
        this.clock = clock;
        this.carriers = carriers;
        this.settled = settled;
    }

    /** Carries a verdict out, or lifts what it no longer asks for, and tells it. */
    public void apply(Verdict verdict, long cause) {
        if (!(verdict.subject() instanceof Host host)) {
            return; // names and URLs are enforced by those who take the feed
        }
        var layer = layer(verdict);
        var before = place(host, verdict);
        if (layer == Layer.PERSON) {
            letBackIn(host);
        }
        if (layer == Layer.PERSON || before == Layer.PERSON) {
            settled.accept(host.prefix());
        }
        if (layer != null || before != null) {
            chronicle.tell(
                    Beat.Kind.IN_FORCE,
                    host.toString(),
                    cause,
                    words(before, layer, blocklists.decide(new Subject.Hosts(host.prefix()))),
                    Json.object()
                            .put("action", verdict.action().name())
                            .put("until", verdict.until().toString()));
        }
    }

    /** Carries out once more what was told before a restart. A kill may have come between an allowance and what followed from it. */
    public void restore(Verdict verdict) {
        if (verdict.subject() instanceof Host host) {
            var _ = place(host, verdict);
            if (layer(verdict) == Layer.PERSON) {
                letBackIn(host);
            }
        }
    }

    /** Returns the layer that it stood in before. */
    private @Nullable Layer place(Host host, Verdict verdict) {
        var subject = new Subject.Hosts(host.prefix());
        var layer = layer(verdict);
        var before = layer == null ? placed.remove(host) : placed.put(host, layer);
        if (before != null && before != layer) {
            swap(before, edit -> edit.remove(subject));
        }
        if (layer != null) {
            swap(layer, edit -> edit.put(subject, decision(verdict)));
        }
        return before;
    }

    /** Who may come in is not cut off either, under its key and MAC as little as under its address. */
    private void letBackIn(Host host) {
        CutOff.all(blocklists, clock.millis()).stream()
                .filter(one -> host.prefix().contains(one.address()))
                .forEach(one -> release(one.device(), one.address(), "an allowance"));
    }

    /** What enforcers are told by now: when one layer lets go, another may still hold. */
    private String words(@Nullable Layer before, @Nullable Layer after, Decision held) {
        boolean again = before == Layer.PERSON && after != Layer.PERSON;
        return switch (held) {
            case Decision.Permit _ -> "lifted: " + carriers.get();
            case Decision.Throttle(var ground) -> holds(again, after, ground);
            case Decision.Quarantine(var ground) -> holds(again, after, ground);
            case Decision.Deny(var ground) -> holds(again, after, ground);
        };
    }

    private String holds(boolean again, @Nullable Layer after, Ground ground) {
        if (again) {
            return "in force again: " + carriers.get() + "; " + ground.why();
        }
        return after == null ? "still in force: " + ground.why() : carriers.get();
    }

    private static @Nullable Layer layer(Verdict verdict) {
        if (verdict.basis() == Basis.ALLOWED) {
            return Layer.PERSON;
        }
        if (!verdict.inForce()) {
            return null;
        }
        return verdict.basis() == Basis.LOCAL ? Layer.LOCAL : Layer.VERDICT;
    }

    private static Decision decision(Verdict verdict) {
        if (verdict.basis() == Basis.ALLOWED) {
            return Decision.permit();
        }
        var ground = new Ground(
                verdict.subject().toString(),
                verdict.reasons().getFirst(),
                verdict.until().toEpochMilli());
        return verdict.action() == Action.BLOCK ? new Decision.Deny(ground) : new Decision.Throttle(ground);
    }

    private void swap(Layer layer, Consumer<Edit> edits) {
        var _ = blocklists.swap(layer, edits);
    }

    /** Cuts an own device off: by its address now, and by its key, so that it can't come back under another address. */
    public void quarantine(String device, Address address, long cause) {
        boolean allowed = placed.entrySet().stream()
                .anyMatch(one ->
                        one.getValue() == Layer.PERSON && one.getKey().prefix().contains(address));
        if (isProtected(address) || allowed) {
            chronicle.tell(
                    Beat.Kind.TROUBLE,
                    device,
                    cause,
                    device + " (" + address + ") is not cut off: "
                            + (allowed ? "a person has let it in" : "it stands on the list of protected assets")
                            + "; look at it",
                    Json.object());
            return;
        }
        var key = keys.get(address);
        if (isFresh(new Subject.Hosts(Prefix.host(address)), device)
                && (key == null || isFresh(new Subject.Key(key), device))) {
            return;
        }
        cutOff(device, address, key, clock.millis() + QUARANTINE.toMillis());
        chronicle.tell(
                Beat.Kind.QUARANTINE,
                device,
                cause,
                device + " (" + address + ") is cut off for 24 h; nothing about it is shared",
                Json.object().put("address", address.toString()).put("key", key == null ? "" : key.toString()));
    }

    private boolean isProtected(Address address) {
        return protect.stream().anyMatch(prefix -> prefix.contains(address));
    }

    private boolean isFresh(Subject subject, String device) {
        return blocklists.decide(subject) instanceof Decision.Quarantine(var ground)
                && ground.id().equals(device)
                && ground.untilMillis()
                        > clock.millis() + QUARANTINE.minus(SAME_NEWS).toMillis();
    }

    private void cutOff(String device, Address address, @Nullable Digest key, long untilMillis) {
        var ground = new Ground(device, "own device under suspicion", untilMillis);
        swap(Layer.LOCAL, edit -> {
            edit.put(new Subject.Hosts(Prefix.host(address)), new Decision.Quarantine(ground));
            if (key != null) {
                edit.put(new Subject.Key(key), new Decision.Quarantine(ground));
            }
        });
    }

    /**
     * A quarantine survives a restart for what is left of its 24 h, unless a person has let the device back in. However much was
     * told since.
     *
     * @param told lines of before the restart
     */
    public void restore(EventLog told) {
        var held = new LinkedHashMap<String, Beat>();
        var kinds = List.of(Beat.Kind.QUARANTINE.word(), Beat.Kind.IN_FORCE.word());
        told.each(kinds, clock.now().minus(QUARANTINE), event -> Beat.of(event.body())
                .ifPresent(beat -> {
                    if (beat.kind() == Beat.Kind.QUARANTINE) {
                        held.put(beat.detail().path("address").asString(""), beat);
                    } else {
                        held.remove(beat.detail().path(RELEASED).asString(""));
                    }
                }));
        held.forEach(this::restore);
    }

    private void restore(String written, Beat beat) {
        long until = beat.at().plus(QUARANTINE).toEpochMilli();
        if (until <= clock.millis()) {
            return;
        }
        try {
            var address = Address.parse(written);
            if (isProtected(address)) {
                return;
            }
            var hex = beat.detail().path("key").asString("");
            if (!hex.isEmpty()) {
                keys.put(address, Digest.of(HexFormat.of().parseHex(hex)));
            }
            cutOff(beat.subject(), address, keys.get(address), until);
        } catch (Rejection | IllegalArgumentException unread) {
            LOG.log(Level.WARNING, "a quarantine could not be restored: {0}", unread.getMessage());
        }
    }

    /** Lets a device back in, and says so: after a restart the line is what keeps it in. */
    public void release(String device, Address address, String who) {
        var key = keys.get(address);
        swap(Layer.LOCAL, edit -> {
            edit.remove(new Subject.Hosts(Prefix.host(address)));
            if (key != null) {
                edit.remove(new Subject.Key(key));
            }
        });
        settled.accept(Prefix.host(address));
        chronicle.tell(
                Beat.Kind.IN_FORCE,
                device,
                0,
                "lifted: let back in by " + who,
                Json.object().put("who", who).put(RELEASED, address.toString()));
    }

    /**
     * Stores what a person has decided about a device: durable on return. Refused ({@code device.not-stored}) if a restart would lose
     * it.
     */
    public void keep() {
        try {
            chronicle.keep();
        } catch (Rejection refused) {
            throw new Rejection(
                    "device.not-stored",
                    "it holds from now on, but is not stored; until it is, a restart loses it (" + refused.getMessage()
                            + ")");
        }
    }

    /** Imported lists replace what they said before. */
    public void imported(Iterable<ImportedList> lists) {
        swap(Layer.FEED, edit -> {
            edit.clear();
            for (var list : lists) {
                if (list.action().compareTo(Action.THROTTLE) >= 0) {
                    put(edit, list);
                }
            }
        });
    }

    private static void put(Edit edit, ImportedList list) {
        var ground = new Ground(
                "import:" + list.name(),
                "it stands on the imported list " + list.name(),
                list.until().toEpochMilli());
        var decision = list.action() == Action.BLOCK ? new Decision.Deny(ground) : new Decision.Throttle(ground);
        list.entries().forEach(prefix -> edit.put(new Subject.Hosts(prefix), decision));
    }

    /** Remembers which key a device's address had, for a quarantine that outlives the address. */
    public void sawSession(EdgeEvent.Session session) {
        keys.put(session.address(), session.device().key());
    }
}

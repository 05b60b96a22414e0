package org.tocsin.detection.detector;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;

/** Says who is who in a finding and when it was, and keeps a flood of findings from drowning people. */
final class Reporter {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static final int PROVEN = 0;
    private static final int OWN = 1;
    private static final int NEW = 2;
    private static final int FORGED = 3;
    /** Findings that wait for their minute. */
    private static final int LATE = 1024;

    private final Actors actors;
    private final Consumer<Finding> to;
    private final int perMinute;
    private long minuteBegan = -MINUTE;
    /**
     * Raised within the minute: by proven outsiders, by devices of ours that have been here for a while, by others that say they are ours,
     * and by those that may be forged, who must not drown the first two.
     */
    private final int[] inMinute = new int[4];

    /** Of the first three, what was too much for its minute comes in the next one. */
    private final List<Deque<Finding>> late = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

    private int waiting;

    private long raised;
    private long shed;
    /** Of the packet in hand. */
    private long now;

    private long number;
    private long stamp;

    Reporter(Actors actors, Consumer<Finding> to, int perMinute) {
        this.actors = actors;
        this.to = to;
        this.perMinute = perMinute;
    }

    /** @param shown what the sensor's clock shows */
    void at(long time, long packet, long shown) {
        now = time;
        number = packet;
        stamp = shown;
        if (waiting > 0 && turn()) {
            late.forEach(this::catchUp);
        }
    }

    private void catchUp(Deque<Finding> queue) {
        for (var finding = queue.peek(); finding != null; finding = queue.peek()) {
            int budget = budget(finding);
            if (inMinute[budget] >= perMinute) {
                return;
            }
            inMinute[budget]++;
            raised++;
            waiting--;
            to.accept(queue.remove());
        }
    }

    /** Whether another minute begins. */
    private boolean turn() {
        boolean next = Math.abs(now - minuteBegan) >= MINUTE;
        if (next) {
            minuteBegan = now;
            Arrays.fill(inMinute, 0);
        }
        return next;
    }

    /** The capture has ended: nothing waits for a minute that does not come. */
    void finish() {
        raised += waiting;
        waiting = 0;
        late.forEach(queue -> {
            queue.forEach(to);
            queue.clear();
        });
    }

    /** Somebody acts on another: who is told as the device, and who as the peer, follows from where they stand. */
    void raise(Actor who, Address other, Draft draft) {
        boolean inbound = !who.inside && actors.inside(other.high(), other.low());
        boolean theirs = draft.kind() == Kind.FACTORY_CREDENTIALS || inbound;
        var subject = theirs ? actors.find(other.high(), other.low()) : who;
        var address = theirs ? other : who.address();
        var role = inbound ? new Role.Inbound(who.address(), draft.handshake()) : role(who, other, draft.kind());
        var peers = theirs ? List.of(who.address()) : draft.peers();
        tell(subject == null ? address.toString() : subject.id(), address, role, peers, draft);
    }

    void tell(String device, Address address, Role role, Draft draft) {
        tell(device, address, role, draft.peers(), draft);
    }

    private void tell(String device, Address address, Role role, List<Address> peers, Draft draft) {
        var _ = turn();
        var finding = new Finding(
                instant(stamp),
                number,
                draft.first(),
                device,
                address,
                draft.kind(),
                draft.confidence(),
                draft.expected(),
                draft.observed(),
                peers,
                draft.ports(),
                draft.handshake(),
                role,
                draft.evidence());
        int budget = budget(finding);
        if (inMinute[budget]++ < perMinute) {
            raised++;
            to.accept(finding);
        } else if (budget < FORGED && late.get(budget).size() < LATE) {
            waiting++;
            late.get(budget).add(finding);
        } else {
            shed++;
        }
    }

    private int budget(Finding finding) {
        return switch (finding.role()) {
            case Role.Inbound(var _, var proven) when proven -> PROVEN;
            case Role.OwnDevice _, Role.CallHome _ -> isSettled(finding.address()) ? OWN : NEW;
            case Role.Inbound _, Role.Stranger _, Role.Nameless _ -> FORGED;
        };
    }

    private boolean isSettled(Address address) {
        var device = actors.find(address.high(), address.low());
        return device != null && device.settled();
    }

    private static Role role(Actor who, Address other, Kind kind) {
        if (!who.inside) {
            return new Role.Stranger(who.address());
        }
        return kind == Kind.BEACON ? new Role.CallHome(other) : new Role.OwnDevice(who.id(), who.address());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    long now() {
        return now;
    }

    /** Of the packet in hand. */
    long number() {
        return number;
    }

    long raised() {
        return raised;
    }

    long shed() {
        return shed;
    }
}

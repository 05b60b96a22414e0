package org.tocsin.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Packet;

/**
 * The latest frames of a tap, cut at 256 bytes, so that a finding can show the packets that prove it. A ring of 4 MiB in slots of one
 * size: a frame costs a copy and no allocation. Beside each lie its two addresses mixed, by which a search of the whole ring reads no
 * frame. Used under the tap's own lock.
 */
final class Recorder {
    /** What is kept of a frame: headers, and the beginning of what was said. */
    static final int SNAP = 256;

    /** Most frames that prove one finding. */
    static final int MOST = 64;

    private static final int SLOTS = 1 << 14;

    private final byte[] bytes = new byte[SLOTS * SNAP];
    private final long[] numbers = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final long[] sources = new long[SLOTS];
    private final long[] targets = new long[SLOTS];
    private final int[] wire = new int[SLOTS];
    private final int[] captured = new int[SLOTS];
    private final int[] links = new int[SLOTS];
    /** Frames noted so far; the next one goes behind them. */
    private long next;

    /** Number of the last packet of the captures before, as detection counts them. */
    private long before;

    /** Another capture follows, whose frames are counted from 1 again. */
    void resume() {
        before = next == 0 ? 0 : numbers[(int) (next - 1) & SLOTS - 1];
    }

    /** Takes a frame in, with the packet that was decoded from it. */
    void note(Frame frame, Packet packet) {
        int slot = (int) next & SLOTS - 1;
        int length = Math.min(frame.captured(), SNAP);
        System.arraycopy(frame.buffer(), frame.offset(), bytes, slot * SNAP, length);
        numbers[slot] = before + frame.number();
        times[slot] = frame.time();
        sources[slot] = mixed(packet.sourceHigh(), packet.sourceLow());
        targets[slot] = mixed(packet.targetHigh(), packet.targetLow());
        wire[slot] = frame.wireLength();
        captured[slot] = length;
        links[slot] = frame.link();
        next++;
    }

    /**
     * The frames of the one who acts with the peers of the evidence, oldest first, from its first packet on as far as they are held;
     * the deciding one closes the list where there are more than fit.
     */
    List<Kept> proof(Finding finding) {
        var frames = new ArrayList<Kept>();
        if (finding.packet() == 0) {
            return frames;
        }
        var whom = Whom.of(finding);
        for (long at = Math.max(0, next - SLOTS); at < next; at++) {
            int slot = (int) at & SLOTS - 1;
            long number = numbers[slot];
            boolean room = frames.size() < MOST - 1 || (frames.size() < MOST && number == finding.packet());
            if (room && number >= finding.firstPacket() && number <= finding.packet()) {
                if (number == finding.firstPacket() || whom.met(sources[slot], targets[slot])) {
                    frames.add(kept(slot));
                }
            }
        }
        return frames;
    }

    private Kept kept(int slot) {
        var copy = Arrays.copyOfRange(bytes, slot * SNAP, slot * SNAP + captured[slot]);
        return new Kept(numbers[slot], times[slot], links[slot], wire[slot], Bytes.owning(copy));
    }

    private static long mixed(long high, long low) {
        return (high * 0x9E3779B97F4A7C15L ^ low) * 0xC2B2AE3D27D4EB4FL;
    }

    private static long mixed(Address address) {
        return mixed(address.high(), address.low());
    }

    /** Whose frames are looked for: one address, with others or with any, all of them mixed. */
    private static final class Whom {
        private final long actor;
        private final long[] others;

        private Whom(long actor, long... others) {
            this.actor = actor;
            this.others = others;
        }

        static Whom of(Finding finding) {
            return switch (finding.role()) {
                case Role.Inbound(var source, var _) -> new Whom(mixed(source));
                case Role.Stranger(var address) -> new Whom(mixed(address));
                case Role.Nameless(var target) -> new Whom(mixed(target));
                case Role.CallHome(var peer) -> new Whom(mixed(finding.address()), mixed(peer));
                case Role.OwnDevice(var _, var address) -> new Whom(mixed(address), others(finding, address));
            };
        }

        private static long[] others(Finding finding, Address actor) {
            return Stream.concat(finding.peers().stream(), Stream.of(finding.address()))
                    .filter(one -> !one.equals(actor))
                    .mapToLong(Recorder::mixed)
                    .toArray();
        }

        boolean met(long source, long target) {
            return (source == actor && isOther(target)) || (target == actor && isOther(source));
        }

        private boolean isOther(long mixed) {
            for (long other : others) {
                if (other == mixed) {
                    return true;
                }
            }
            return others.length == 0;
        }
    }
}

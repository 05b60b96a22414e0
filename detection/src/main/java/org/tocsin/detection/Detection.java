package org.tocsin.detection;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.tocsin.detection.detector.Engine;
import org.tocsin.detection.detector.Profiles;
import org.tocsin.kernel.Prefix;
import org.tocsin.wire.packet.Packet;

/**
 * Watches the packets of one tap, in order, and tells what it finds. Not thread-safe but for {@link #forgive}: one tap, one thread. Time is the packets'
 * own, so a replayed capture finds what the live one did. Where they jump back, what lies before is moved by as much.
 */
public final class Detection {
    private final Engine engine;
    private final Profiles profiles;
    /** Forgiven by others' threads, heeded on the tap's. */
    private final Queue<Prefix> forgiven = new ConcurrentLinkedQueue<>();

    private Consumer<Finding> findings;

    /** @param findings told of each finding, on the thread of {@link #accept}, before it returns */
    public Detection(DetectionSettings settings, Consumer<Finding> findings) {
        this(settings, Watchlist.EMPTY, findings);
    }

    /** As above; a device that calls an address of the list is told of. */
    public Detection(DetectionSettings settings, Watchlist listed, Consumer<Finding> findings) {
        this.findings = findings;
        this.engine = new Engine(settings, listed, finding -> this.findings.accept(finding));
        this.profiles = new Profiles(engine);
    }

    /** Takes the next packet in; the packet may be overwritten afterwards. */
    public void accept(Packet packet) {
        heed();
        engine.accept(packet);
    }

    /**
     * A person has decided about these, one way or the other: nothing is held against them any more, and what they do after the
     * next packet is told from its first sign on. A running event would otherwise be told again at its tenfold only. From any thread.
     */
    public void forgive(Prefix whom) {
        forgiven.add(whom);
    }

    private void heed() {
        for (var whom = forgiven.poll(); whom != null; whom = forgiven.poll()) {
            engine.forgive(whom);
        }
    }

    /**
     * Tells that no packet has come until now, so that a live tap need not wait for the next to judge who stays silent.
     *
     * @param nanos since 1970-01-01T00:00Z, by the clock that stamps the packets
     */
    public void elapsed(long nanos) {
        heed();
        engine.elapsed(nanos);
    }

    /** The capture has ended: judges what still waited for an answer. */
    public void finish() {
        engine.finish();
    }

    /**
     * Another capture of the same network follows, as after the restart of a sensor: goes on with what was learnt and without the
     * connections that were open. Packets are counted on; a clock that was set back in between does no harm.
     *
     * @param next told of findings from now on
     */
    public void resume(Consumer<Finding> next) {
        findings = next;
        engine.resume();
    }

    /** What went through so far. Costs a walk over all devices. */
    public Tally tally() {
        return engine.tally();
    }

    /** The devices that were seen, ours, or whoever was seen where none is ours. */
    public List<Device> devices() {
        return profiles.devices();
    }

    /**
     * A document says what a device uses and serves: nothing is left to learn, and whatever else it does is news. Not safe beside
     * {@link #accept}. Refused by name ({@code profile.*}) if no such device has been seen, or more is declared than fits.
     *
     * @param device as {@link Device#id}
     */
    public void declare(String device, List<Service> services) {
        profiles.declare(device, services);
    }

    /** Forgets the profile of a device, and what was new with it: it learns from now on, as a new one does. Refused as above. */
    public void learnAnew(String device) {
        profiles.learnAnew(device);
    }

    /** What was learnt of each device, to be given to {@link #load} next time. CBOR, with a version. */
    public byte[] profiles() {
        return profiles.save();
    }

    /** Takes saved profiles in; their devices have nothing left to learn. Refused by name ({@code profile.*}) if it is none. */
    public void load(byte[] saved) {
        profiles.load(saved);
    }
}

package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.tocsin.detection.Device;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/**
 * What was learnt, to be looked at and to be kept: {@code {1: version, 2: [* [id, complete, [* peer], [* name]]]}}. Peers and names are
 * hashes, so a profile that gets about does not say whom a device calls.
 */
public final class Profiles {
    private static final int VERSION = 1;
    private static final Limit DEVICES = new Limit("profile.devices", 1 << 20);
    private static final Limit ENTRIES = new Limit("profile.entries", 4096);

    private final Engine engine;

    public Profiles(Engine engine) {
        this.engine = engine;
    }

    /** Devices by id; ours, or all where none is ours. */
    public List<Device> devices() {
        List<Device> ours = new ArrayList<>();
        List<Device> others = new ArrayList<>();
        engine.actors().forEach(a -> (a.inside ? ours : others).add(device(a)));
        var list = ours.isEmpty() ? others : ours;
        list.sort(Comparator.comparing(Device::id));
        return list;
    }

    private Device device(Actor a) {
        return new Device(
                a.id(),
                a.address(),
                engine.instant(a.firstSeen),
                engine.instant(a.lastSeen),
                a.packets,
                a.bytes,
                engine.learning(a),
                Gallery.of(a));
    }

    public byte[] save() {
        var all = new TreeMap<>(engine.actors().taught());
        engine.actors().forEach(a -> {
            if (a.inside || a.taught) {
                all.put(a.id(), new Taught(!engine.learning(a), a.known.learntPeers(), a.names.sorted()));
            }
        });
        var out = new CborWriter().map(2).uint(1).uint(VERSION).uint(2).array(all.size());
        all.forEach((id, taught) -> {
            out.array(4).text(id).bool(taught.complete());
            numbers(out, taught.peers());
            numbers(out, taught.names());
        });
        return out.toArray();
    }

    private static void numbers(CborWriter out, int[] values) {
        out.array(values.length);
        for (int value : values) {
            out.uint(value & 0xffff_ffffL);
        }
    }

    public void load(byte[] saved) {
        var in = new CborReader(saved);
        var keys = new MapKeys(in);
        boolean versioned = false;
        while (keys.next()) {
            switch (keys.number()) {
                case 1 -> {
                    long version = in.uint();
                    if (version != VERSION) {
                        throw new Rejection("profile.version", "version " + version + "; " + VERSION + " is read");
                    }
                    versioned = true;
                }
                case 2 -> entries(in, versioned);
                default -> in.skip();
            }
        }
        in.end();
        if (!versioned) {
            throw new Rejection("profile.version", "it has no version: not a profile");
        }
    }

    private void entries(CborReader in, boolean versioned) {
        if (!versioned) {
            return;
        }
        int count = DEVICES.check(in.array());
        for (int i = 0; i < count; i++) {
            int items = in.array(4);
            var id = in.text();
            var taught = new Taught(in.bool(), numbers(in), numbers(in));
            in.skip(items - 4);
            engine.actors().teach(id, taught);
        }
    }

    private static int[] numbers(CborReader in) {
        var values = new int[ENTRIES.check(in.array())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) in.uint();
        }
        return values;
    }

    /**
     * One saved profile.
     *
     * @param complete its time of learning had passed
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Taught(boolean complete, int[] peers, int[] names) {}
}

package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Device;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Service;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/**
 * What was learnt, to be looked at and to be kept: {@code {1: version, 2: [* [id, complete, [* peer], [* name], profile]]}}. Peers and names
 * are hashes; the profile ({@link ProfileCode}) is in words, since a MUD document is made of it. Version 1 has none.
 */
public final class Profiles {
    private static final int VERSION = 2;
    /** So many are saved; more only if they are all here at once. */
    private static final int MOST = 16_384;

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
                Gallery.of(a),
                engine.profile(a));
    }

    /** All that are here, and of those that were before as many as there is room for: what whole profiles say first. */
    public byte[] save() {
        var all = new TreeMap<String, Taught>();
        engine.actors().forEach(a -> {
            if (a.inside || a.taught) {
                all.put(
                        a.id(),
                        new Taught(!engine.learning(a), a.known.learntPeers(), a.names.sorted(), engine.profile(a)));
            }
        });
        engine.actors().taught().entrySet().stream()
                .filter(before -> !all.containsKey(before.getKey()))
                .sorted(Comparator.comparing(before -> !before.getValue().complete()))
                .limit(Math.max(0, MOST - all.size()))
                .toList()
                .forEach(before -> all.put(before.getKey(), before.getValue()));
        var out = new CborWriter().map(2).uint(1).uint(VERSION).uint(2).array(all.size());
        all.forEach((id, taught) -> {
            out.array(taught.profile() == null ? 4 : 5).text(id).bool(taught.complete());
            numbers(out, taught.peers());
            numbers(out, taught.names());
            if (taught.profile() != null) {
                ProfileCode.write(out, taught.profile());
            }
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
                    if (version < 1 || version > VERSION) {
                        throw new Rejection(
                                "profile.version", "version " + version + "; 1 to " + VERSION + " are read");
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
            boolean complete = in.bool();
            var peers = numbers(in);
            var names = numbers(in);
            var profile = items > 4 ? ProfileCode.read(in) : null;
            in.skip(items - Math.min(items, 5));
            var taught = new Taught(complete, peers, names, profile);
            engine.actors().teach(id, taught);
        }
    }

    /** As {@link org.tocsin.detection.Detection#declare}. */
    public void declare(String id, List<Service> services) {
        var habits = Habits.declared(services);
        if (habits == null) {
            throw new Rejection(
                    "profile.services", "it declares more than the " + Habits.MOST + " services of one device");
        }
        met(id).habits = habits;
    }

    /** As {@link org.tocsin.detection.Detection#learnAnew}. */
    public void learnAnew(String id) {
        engine.learnAnew(met(id));
    }

    private Actor met(String id) {
        List<Actor> met = new ArrayList<>();
        engine.actors().forEach(one -> {
            if (one.inside && one.id().equals(id)) {
                met.add(one);
            }
        });
        if (met.isEmpty()) {
            throw new Rejection("profile.device", "no device of ours of that name has been seen");
        }
        return met.getFirst();
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
     * @param profile null in a file of version 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Taught(
            boolean complete,
            int[] peers,
            int[] names,
            @Nullable Profile profile) {}
}

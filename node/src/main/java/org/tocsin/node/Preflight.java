package org.tocsin.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tocsin.edge.MqttRelay;
import org.tocsin.edge.MqttSettings;
import org.tocsin.edge.live.Interfaces;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.watch.Watch;

/**
 * What a node of these settings would stumble over on this machine: files that are not there, interfaces that nobody has, one place to listen for two, a kernel that does not let it. Looked at
 * before anything is opened or said to be in force, and all of it at once.
 */
public final class Preflight {
    /** The key behind which the kernel itself is asked. */
    public static final String KERNEL = "edge.kernel.enforce";

    private Preflight() {}

    /**
     * A setting that can't work here.
     *
     * @param key as it is written
     * @param file that it names and that is not there; empty if something else is wrong
     */
    public record Fault(String key, String file, Rejection why) {
        public boolean missing() {
            return !file.isEmpty();
        }
    }

    /** All faults, in the order of the settings file. */
    public static List<Fault> of(NodeSettings settings) {
        var faults = new ArrayList<Fault>();
        faults.addAll(Listens.faults(settings));
        two(settings, faults);
        tap(settings.detection().tap(), faults);
        if (settings.edge().mqtt().enabled()) {
            relay(settings.edge().mqtt(), faults);
        }
        for (var name : settings.edge().tap().interfaces()) {
            note(faults, "edge.tap.interfaces", "", () -> Interfaces.require(name));
        }
        if (settings.edge().kernel().enforce()) {
            note(faults, KERNEL, "", () -> KernelTable.open().close());
        }
        return faults;
    }

    private static void two(NodeSettings settings, List<Fault> faults) {
        if (!settings.detection().tap().isEmpty()
                && !settings.edge().tap().interfaces().isEmpty()) {
            faults.add(new Fault(
                    "detection.tap",
                    "",
                    new Rejection(
                            "tap.two",
                            "detection.tap and edge.tap.interfaces are both set; a node reads one of them")));
        }
    }

    private static void tap(String tap, List<Fault> faults) {
        boolean there = tap.isEmpty() || tap.equals("-") || Files.exists(Path.of(tap));
        note(faults, "detection.tap", there ? "" : tap, () -> Watch.check(tap));
    }

    private static void relay(MqttSettings mqtt, List<Fault> faults) {
        int before = faults.size();
        var needed = new LinkedHashMap<String, String>();
        needed.put("edge.mqtt.certificate", mqtt.certificate());
        needed.put("edge.mqtt.key", mqtt.key());
        needed.put("edge.mqtt.clientCa", mqtt.clientCa());
        if (!mqtt.upstream().ca().isEmpty()) {
            needed.put("edge.mqtt.upstream.ca", mqtt.upstream().ca());
        }
        needed.forEach((key, file) -> file(key, file, faults));
        if (faults.size() == before) {
            note(faults, "edge.mqtt", "", () -> MqttRelay.check(mqtt));
        }
    }

    private static void file(String key, String file, List<Fault> faults) {
        if (file.isEmpty()) {
            faults.add(new Fault(
                    key,
                    "",
                    new Rejection("edge.tls", key + " names no file; with edge.mqtt.clientCa set, a relay needs one")));
        } else if (!Files.exists(Path.of(file))) {
            faults.add(
                    new Fault(key, file, new Rejection("edge.tls", key + " names " + file + ", which is not there")));
        } else if (!Files.isRegularFile(Path.of(file)) || !Files.isReadable(Path.of(file))) {
            var why = new Rejection("edge.tls", key + " names " + file + ", which this user can't read");
            faults.add(new Fault(key, "", why));
        }
    }

    private static void note(List<Fault> faults, String key, String file, Runnable check) {
        try {
            check.run();
        } catch (Rejection why) {
            faults.add(new Fault(key, file, why));
        }
    }
}

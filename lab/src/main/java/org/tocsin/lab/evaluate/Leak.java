package org.tocsin.lab.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * Whether an overlay gives its attacks away by where they come from: a classifier that sees hops, hardware addresses and link type
 * alone, and learns in the first two attacks how often each combination is an attack's, is asked about the third. It is asked about what
 * the device sends to the outside, since an attack is nothing else. Must stay near 0.5 (the area under its ROC curve).
 */
final class Leak {
    private record Traits(int hops, long from, long to, int link) {}

    private static final class Share {
        long attack;
        long all;

        double of() {
            return all == 0 ? 0 : (double) attack / all;
        }
    }

    private record Asked(Traits traits, boolean attack) {}

    private Leak() {}

    static double auc(Overlay overlay, Home home) {
        Map<Traits, Share> learnt = new HashMap<>();
        var asked = new ArrayList<Asked>();
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        int done = 0;
        while (overlay.next(frame)) {
            decoder.decode(frame, packet);
            if (packet.version() != 4
                    || packet.targetMac() != home.router()
                    || !packet.source().equals(home.device())) {
                continue;
            }
            int attack = overlay.of(packet, 0);
            done = Math.max(done, attack);
            var traits = new Traits(packet.hops(), packet.sourceMac(), packet.targetMac(), frame.link());
            if (done < overlay.attacks() - 1) {
                var share = learnt.computeIfAbsent(traits, _ -> new Share());
                share.all++;
                share.attack += attack != Truth.NONE ? 1 : 0;
            } else {
                asked.add(new Asked(traits, attack != Truth.NONE));
            }
        }
        return auc(learnt, asked);
    }

    /** How often an attack's packet scores above another, ties counted half. */
    private static double auc(Map<Traits, Share> learnt, List<Asked> asked) {
        var none = new Share();
        Map<Double, long[]> byScore = new TreeMap<>();
        for (var one : asked) {
            var counts = byScore.computeIfAbsent(
                    learnt.getOrDefault(one.traits(), none).of(), _ -> new long[2]);
            counts[one.attack() ? 1 : 0]++;
        }
        double below = 0;
        double above = 0;
        long attacks = 0;
        for (var counts : byScore.values()) {
            above += counts[1] * (below + counts[0] / 2.0);
            below += counts[0];
            attacks += counts[1];
        }
        return attacks == 0 || below == 0 ? 0.5 : above / (attacks * below);
    }
}

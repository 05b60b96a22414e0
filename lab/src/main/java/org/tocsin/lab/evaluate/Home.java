package org.tocsin.lab.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.kernel.Address;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * The device that a capture is about, and what its traffic looks like on the link: an attack that is laid over it must look the same.
 *
 * @param mac of the device
 * @param router hardware address that it reaches the outside by
 * @param hops that its packets have left, mostly
 * @param hopsBack that packets from outside have left, mostly
 * @param from time of the first packet, nanoseconds
 * @param to time of the last
 */
record Home(Address device, long mac, long router, int hops, int hopsBack, long from, long to) {
    /** Empty where no device of an inside network talks to the outside. */
    static Optional<Home> of(byte[] capture) {
        var settings = DetectionSettings.defaults();
        var talks = new HashMap<Address, Talk>();
        long from = -1;
        long to = 0;
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        for (var frames = Capture.of(capture); frames.next(frame); ) {
            decoder.decode(frame, packet);
            from = from < 0 ? packet.time() : from;
            to = Math.max(to, packet.time());
            if (packet.version() != 4) {
                continue;
            }
            boolean out = settings.isInside(packet.source()) && !settings.isInside(packet.target());
            boolean back = settings.isInside(packet.target()) && !settings.isInside(packet.source());
            if (out) {
                talks.computeIfAbsent(packet.source(), _ -> new Talk()).out(packet);
            } else if (back) {
                talks.computeIfAbsent(packet.target(), _ -> new Talk()).back(packet);
            }
        }
        long begins = from;
        long ends = to;
        return talks.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.count, b.count)))
                .map(most -> most.getValue().home(most.getKey(), begins, ends));
    }

    /** What one device exchanges with the outside. */
    private static final class Talk {
        private final Map<Long, Integer> macs = new HashMap<>();
        private final Map<Long, Integer> routers = new HashMap<>();
        private final Map<Integer, Integer> hops = new HashMap<>();
        private final Map<Integer, Integer> hopsBack = new HashMap<>();
        private long count;

        void out(Packet p) {
            count++;
            macs.merge(p.sourceMac(), 1, Integer::sum);
            routers.merge(p.targetMac(), 1, Integer::sum);
            hops.merge(p.hops(), 1, Integer::sum);
        }

        void back(Packet p) {
            hopsBack.merge(p.hops(), 1, Integer::sum);
        }

        Home home(Address device, long from, long to) {
            int usual = most(hops, 64);
            return new Home(device, most(macs, 0L), most(routers, 0L), usual, most(hopsBack, usual), from, to);
        }

        private static <K> K most(Map<K, Integer> counts, K none) {
            return counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(none);
        }
    }
}

package org.tocsin.lab.evaluate;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * What ours costs.
 *
 * @param bytesEach heap that a device costs, of {@value #DEVICES} that each talk to {@value #PEERS} peers and fail at as many
 */
record Cost(double bytesEach) {
    static final int DEVICES = 20_000;
    static final int PEERS = 3;

    static Cost measure() {
        var settings = DetectionSettings.defaults();
        var empty = new Detection(settings, _ -> {});
        long before = used();
        var full = new Detection(settings, _ -> {});
        long table = used() - before;
        crowd(full);
        long after = used();
        // Both are read here, so that neither may be collected before.
        int devices = full.devices().size() + empty.devices().size();
        return new Cost((double) (after - before - table) / Math.max(1, devices));
    }

    private static void crowd(Detection detection) {
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        long number = 0;
        for (int device = 0; device < DEVICES; device++) {
            for (int peer = 0; peer < 2 * PEERS; peer++) {
                boolean answered = peer < PEERS;
                for (var bytes : exchange(device, peer, answered)) {
                    number++;
                    frame.show(bytes, 0, bytes.length, bytes.length, number * 100_000, LinkType.ETHERNET, number, 0);
                    decoder.decode(frame, packet);
                    detection.accept(packet);
                }
            }
        }
    }

    private static List<byte[]> exchange(int device, int peer, boolean answered) {
        var frames = new ArrayList<byte[]>();
        frames.add(tcp(device, peer, true, Packet.SYN));
        if (answered) {
            frames.add(tcp(device, peer, false, Packet.SYN | Packet.ACK));
            frames.add(tcp(device, peer, true, Packet.ACK));
        }
        return frames;
    }

    private static byte[] tcp(int device, int peer, boolean out, int flags) {
        var b = new byte[54];
        b[out ? 6 : 0] = 2;
        b[out ? 9 : 3] = (byte) (device >>> 16);
        b[out ? 10 : 4] = (byte) (device >>> 8);
        b[out ? 11 : 5] = (byte) device;
        b[out ? 0 : 6] = 2;
        b[out ? 1 : 7] = 1;
        b[12] = 8;
        b[14] = 0x45;
        b[17] = 40;
        b[22] = 64;
        b[23] = Packet.TCP;
        address(b, out ? 26 : 30, 10, device);
        address(b, out ? 30 : 26, 45, peer * 7919 + device % 50);
        b[out ? 34 : 36] = (byte) 0xc0;
        b[out ? 35 : 37] = (byte) peer;
        b[out ? 37 : 35] = 80;
        b[41] = (byte) (flags == Packet.ACK ? 1 : 0);
        b[45] = (byte) (flags == Packet.SYN ? 0 : 1);
        b[46] = 0x50;
        b[47] = (byte) flags;
        return b;
    }

    private static void address(byte[] b, int at, int first, int rest) {
        b[at] = (byte) first;
        b[at + 1] = (byte) (rest >>> 16);
        b[at + 2] = (byte) (rest >>> 8);
        b[at + 3] = (byte) (rest | 1);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

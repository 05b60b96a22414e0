package org.tocsin.lab.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.lab.evaluate.judge.Alarm;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Damage;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.Frames;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Packet;

/**
 * A benign capture in which the device itself does what was cut out of another: with its own addresses, the hops that its packets
 * have left, and its clock, so that only behaviour tells. Source: reference, detection.md 8.
 */
final class Overlay implements Frames, Truth {
    /** Where in the capture it is laid, as parts of its length; behind the first day of a week. */
    private static final double[] PLACES = {0.3, 0.55, 0.8};

    /** An alarm so long after the last packet is still about it. */
    private static final double PATIENCE = 60;

    private static final int NETWORK = 14;

    private final Home home;
    private final Cut cut;
    private final Capture benign;
    private final Frame ahead = new Frame();
    private final List<Planted> planted = new ArrayList<>();
    private boolean loaded;
    private int next;
    private long count;
    private int shown = NONE;

    private record Planted(long time, int attack, Cut.Piece piece) {}

    Overlay(byte[] capture, Home home, Cut cut) {
        this.home = home;
        this.cut = cut;
        this.benign = Capture.of(capture);
        for (int attack = 0; attack < PLACES.length; attack++) {
            for (var piece : cut.pieces()) {
                planted.add(new Planted(begin(attack) + piece.after(), attack, dressed(piece)));
            }
        }
    }

    private long begin(int attack) {
        return home.from() + (long) ((home.to() - home.from()) * PLACES[attack]);
    }

    /** The piece with the device's addresses and hops. Checksums of the transport stay as they were cut: no detector here reads them. */
    private Cut.Piece dressed(Cut.Piece piece) {
        var bytes = piece.bytes().toArray();
        mac(bytes, piece.sent() ? 0 : 6, home.router());
        mac(bytes, piece.sent() ? 6 : 0, home.mac());
        var device = home.device().toArray();
        System.arraycopy(device, 0, bytes, NETWORK + (piece.sent() ? 12 : 16), 4);
        bytes[NETWORK + 8] = (byte) (piece.sent() ? home.hops() : home.hopsBack());
        return new Cut.Piece(piece.after(), piece.sent(), Bytes.owning(bytes), piece.wireLength());
    }

    private static void mac(byte[] bytes, int at, long mac) {
        for (int i = 0; i < 6; i++) {
            bytes[at + i] = (byte) (mac >>> (8 * (5 - i)));
        }
    }

    @Override
    public boolean next(Frame frame) {
        if (!loaded) {
            loaded = benign.next(ahead);
        }
        boolean more = next < planted.size();
        if (!loaded && !more) {
            return false;
        }
        count++;
        if (more && (!loaded || planted.get(next).time() <= ahead.time())) {
            var one = planted.get(next++);
            shown = one.attack();
            var piece = one.piece();
            frame.show(
                    piece.bytes().shared(),
                    0,
                    piece.bytes().size(),
                    piece.wireLength(),
                    one.time(),
                    LinkType.ETHERNET,
                    count,
                    0);
        } else {
            shown = NONE;
            loaded = false;
            frame.show(
                    ahead.buffer(),
                    ahead.offset(),
                    ahead.captured(),
                    ahead.wireLength(),
                    ahead.time(),
                    ahead.link(),
                    count,
                    0);
        }
        return true;
    }

    @Override
    public @Nullable Damage damage() {
        return benign.damage();
    }

    @Override
    public long skipped() {
        return benign.skipped();
    }

    @Override
    public int attacks() {
        return PLACES.length;
    }

    /** The frame that was shown last, if the device sent it as its part of an attack. */
    @Override
    public int of(Packet packet, double second) {
        return shown != NONE && packet.source().equals(home.device()) ? shown : NONE;
    }

    @Override
    public int of(Alarm alarm, double second) {
        for (int attack = 0; attack < PLACES.length; attack++) {
            double after = (alarm.time() - begin(attack)) / 1e9;
            if (after >= 0
                    && after <= cut.length() / 1e9 + PATIENCE
                    && alarm.about().equals(home.device())) {
                return attack;
            }
        }
        return NONE;
    }
}

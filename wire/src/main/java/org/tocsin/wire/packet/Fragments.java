package org.tocsin.wire.packet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together as their receiver does (RFC 791, section 3.2; RFC 8200, section 4.5). Bounded: so many datagrams at once, the
 * oldest give way, and so many bytes of each. One whose fragments overlap is given up, as Linux does and RFC 5722 demands.
 */
public final class Fragments {
    static final int DATAGRAMS = 4_096;
    static final int BYTES = 64 << 10;
    /** Of all together, as Linux has it. */
    static final int TOGETHER = 4 << 20;

    /** Nanoseconds. Linux waits as long. */
    private static final long PATIENCE = 30_000_000_000L;

    private final Map<Key, Datagram> open = new LinkedHashMap<>();
    private int together;

    private final IpDecoder ip = new IpDecoder();
    private final Packet whole = new Packet();

    /** Whose fragments belong together. The station stands in it: no other may put one in. */
    private record Key(long station, long sourceHigh, long sourceLow, long targetHigh, long targetLow, int id) {}

    /**
     * Takes a fragment in.
     *
     * @param now nanoseconds, of any clock
     * @return the packet that it completes, with the time and number of this fragment; valid until the next is completed
     */
    public @Nullable Packet take(Packet fragment, long now) {
        var key = new Key(
                fragment.sourceMac,
                fragment.sourceHigh,
                fragment.sourceLow,
                fragment.targetHigh,
                fragment.targetLow,
                fragment.fragmentId);
        var datagram = open.get(key);
        if (datagram == null || now - datagram.begun() > PATIENCE) {
            close(key);
            datagram = new Datagram(now);
            open.put(key, datagram);
        }
        together -= datagram.bytes().length;
        datagram.take(fragment);
        together += datagram.bytes().length;
        if (datagram.isWhole()) {
            close(key);
            show(fragment, datagram);
            return whole;
        }
        while (open.size() > DATAGRAMS || together > TOGETHER) {
            close(open.keySet().iterator().next());
        }
        return null;
    }

    private void close(Key key) {
        var datagram = open.remove(key);
        together -= datagram == null ? 0 : datagram.bytes().length;
    }

    private void show(Packet last, Datagram datagram) {
        whole.show(datagram.bytes());
        whole.time = last.time;
        whole.number = last.number;
        whole.wireLength = last.wireLength;
        whole.sourceMac = last.sourceMac;
        whole.targetMac = last.targetMac;
        whole.vlan = last.vlan;
        whole.etherType = last.etherType;
        whole.version = last.version;
        whole.hops = last.hops;
        whole.sourceHigh = last.sourceHigh;
        whole.sourceLow = last.sourceLow;
        whole.targetHigh = last.targetHigh;
        whole.targetLow = last.targetLow;
        ip.whole(whole, datagram.protocol());
    }
}

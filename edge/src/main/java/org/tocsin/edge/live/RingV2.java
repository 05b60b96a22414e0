package org.tocsin.edge.live;

import java.lang.foreign.MemorySegment;

/** TPACKET_V2: one slot a packet, handed over at once (0.06 ms after it came; V3 holds it back for milliseconds). */
final class RingV2 extends Ring {
    static final int SLOT = 2048;
    private static final int LENGTH = 4;
    private static final int CAPTURED = 8;
    private static final int MAC = 12;
    private static final int SECONDS = 16;
    private static final int NANOS = 20;
    private static final int VLAN_TAG = 24;
    private static final int VLAN_TYPE = 26;

    private final long slots;
    private long next;

    RingV2(MemorySegment memory, boolean hasEthernet) {
        super(memory, hasEthernet);
        this.slots = memory.byteSize() / SLOT;
    }

    @Override
    boolean ready() {
        return ((int) STATUS.getAcquire(memory, next * SLOT) & USER) != 0;
    }

    @Override
    long time() {
        long at = next * SLOT;
        return u32(at + SECONDS) * 1_000_000_000L + u32(at + NANOS);
    }

    @Override
    void take(Taken to) {
        long at = next * SLOT;
        int captured = Math.min(i32(at + CAPTURED), SLOT - u16(at + MAC));
        copy(to, at + u16(at + MAC), captured, i32(at + LENGTH), i32(at), u16(at + VLAN_TAG), u16(at + VLAN_TYPE));
        STATUS.setRelease(memory, at, KERNEL);
        next = next + 1 == slots ? 0 : next + 1;
    }
}

package org.tocsin.edge.live;

import java.lang.foreign.MemorySegment;

/** TPACKET_V3: blocks of many packets, handed over when full or after a while; for bulk, where milliseconds don't matter. */
final class RingV3 extends Ring {
    static final int BLOCK = 1 << 20;
    /** A block is handed over after so long even if it is not full. */
    static final int BLOCK_MILLIS = 4;

    private static final int BLOCK_STATUS = 8;
    private static final int PACKETS = 12;
    private static final int FIRST = 16;
    private static final int SECONDS = 4;
    private static final int NANOS = 8;
    private static final int CAPTURED = 12;
    private static final int LENGTH = 16;
    private static final int PACKET_STATUS = 20;
    private static final int MAC = 24;
    private static final int VLAN_TAG = 32;
    private static final int VLAN_TYPE = 36;
    private static final int HEADER = 48;

    private final long blocks;
    private long block;
    /** Packets of this block that are still to be taken; -1 while it is not known. */
    private int left = -1;

    private long packet;

    RingV3(MemorySegment memory, boolean hasEthernet) {
        super(memory, hasEthernet);
        this.blocks = memory.byteSize() / BLOCK;
    }

    @Override
    boolean ready() {
        long at = block * BLOCK;
        while (left <= 0) {
            if (left == 0) {
                left = -1;
                STATUS.setRelease(memory, at + BLOCK_STATUS, KERNEL);
                block = block + 1 == blocks ? 0 : block + 1;
                at = block * BLOCK;
            }
            if (((int) STATUS.getAcquire(memory, at + BLOCK_STATUS) & USER) == 0) {
                return false;
            }
            left = i32(at + PACKETS);
            packet = at + u32(at + FIRST);
        }
        return true;
    }

    @Override
    long time() {
        return u32(packet + SECONDS) * 1_000_000_000L + u32(packet + NANOS);
    }

    @Override
    void take(Taken to) {
        copy(
                to,
                packet + u16(packet + MAC),
                i32(packet + CAPTURED),
                i32(packet + LENGTH),
                i32(packet + PACKET_STATUS),
                i32(packet + VLAN_TAG),
                u16(packet + VLAN_TYPE));
        left--;
        long onward = u32(packet);
        // The last one points nowhere; any other outside its block would be the kernel's own fault, and ends the block.
        packet += onward;
        if (onward == 0 || packet + HEADER > (block + 1) * BLOCK) {
            left = 0;
        }
    }
}

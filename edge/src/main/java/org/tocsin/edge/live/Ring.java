package org.tocsin.edge.live;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Memory that the kernel fills and this process empties, a status word handing each slot over and back. Source: the kernel's
 * documentation, networking/packet_mmap; linux/if_packet.h.
 */
abstract sealed class Ring permits RingV2, RingV3 {
    static final VarHandle STATUS = JAVA_INT.varHandle();
    static final int KERNEL = 0;
    static final int USER = 1;
    static final int VLAN_VALID = 0x10;
    static final int VLAN_TPID_VALID = 0x40;
    private static final int VLAN = 0x8100;
    private static final int MAC_ADDRESSES = 12;
    private static final int TAG = 4;

    final MemorySegment memory;
    private final boolean hasEthernet;

    Ring(MemorySegment memory, boolean hasEthernet) {
        this.memory = memory;
        this.hasEthernet = hasEthernet;
    }

    /** Whether a packet waits. */
    abstract boolean ready();

    /** When the packet that waits came, nanoseconds since 1970. */
    abstract long time();

    /** Copies the packet that waits, and gives its slot back. */
    abstract void take(Taken to);

    /** Copies out what lies in a slot; no length that stands there is believed beyond the memory. */
    final void copy(Taken to, long at, int captured, int wire, int status, int tag, int tpid) {
        int length = (int) Math.clamp(captured, 0, Math.min(Taken.MOST, memory.byteSize() - at));
        if (hasEthernet && (status & VLAN_VALID) != 0 && length >= MAC_ADDRESSES) {
            MemorySegment.copy(memory, JAVA_BYTE, at, to.bytes, 0, MAC_ADDRESSES);
            int type = (status & VLAN_TPID_VALID) != 0 ? tpid : VLAN;
            to.bytes[12] = (byte) (type >> 8);
            to.bytes[13] = (byte) type;
            to.bytes[14] = (byte) (tag >> 8);
            to.bytes[15] = (byte) tag;
            MemorySegment.copy(
                    memory, JAVA_BYTE, at + MAC_ADDRESSES, to.bytes, MAC_ADDRESSES + TAG, length - MAC_ADDRESSES);
            to.captured = length + TAG;
            to.wire = wire + TAG;
        } else {
            MemorySegment.copy(memory, JAVA_BYTE, at, to.bytes, 0, length);
            to.captured = length;
            to.wire = wire;
        }
    }

    final int u16(long at) {
        return memory.get(JAVA_SHORT, at) & 0xffff;
    }

    final int i32(long at) {
        return memory.get(JAVA_INT, at);
    }

    final long u32(long at) {
        return i32(at) & 0xffff_ffffL;
    }

    /** A packet that was taken out. */
    static final class Taken {
        /** The largest that a ring slot can hold. */
        static final int MOST = 1 << 16;

        final byte[] bytes = new byte[MOST + TAG];
        int captured;
        int wire;
    }
}

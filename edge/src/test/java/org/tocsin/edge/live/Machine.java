package org.tocsin.edge.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a classic BPF program as the kernel would, so that a filter can be tried where nobody is root. */
final class Machine {
    private final ByteBuffer program;
    private final ByteBuffer packet;
    private final int direction;
    private int x;
    private final int[] memory = new int[16];

    private Machine(byte[] program, byte[] packet, int direction) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        this.packet = ByteBuffer.wrap(packet);
        this.direction = direction;
    }

    /** Whether the kernel would hand the packet over. */
    static boolean passes(byte[] program, byte[] packet, int direction) {
        return new Machine(program, packet, direction).run() != 0;
    }

    private int run() {
        int a = 0;
        for (int at = 0; ; at++) {
            int code = program.getShort(8 * at) & 0xffff;
            int k = program.getInt(8 * at + 4);
            boolean jumps;
            switch (code) {
                case Bpf.LOAD_WORD -> a = packet.getInt(k);
                case Bpf.LOAD_HALF -> a = k == Bpf.FACT_DIRECTION ? direction : packet.getShort(k) & 0xffff;
                case Bpf.LOAD_BYTE -> a = packet.get(k) & 0xff;
                case Bpf.LOAD_HALF_AT_X -> a = packet.getShort(x + k) & 0xffff;
                case Bpf.LOAD_BYTE_AT_X -> a = packet.get(x + k) & 0xff;
                case Bpf.LOAD_MEMORY -> a = memory[k];
                case Bpf.STORE_MEMORY -> memory[k] = a;
                case Bpf.X_HEADER_LENGTH -> x = 4 * (packet.get(k) & 15);
                case Bpf.X_IS -> x = k;
                case Bpf.SUBTRACT_X -> a -= x;
                case Bpf.AND -> a &= k;
                case Bpf.SHIFT_RIGHT -> a >>>= k;
                case Bpf.A_TO_X -> x = a;
                case Bpf.ALWAYS -> at += k;
                case Bpf.RETURN -> {
                    return k;
                }
                case Bpf.IF_EQUAL, Bpf.IF_ANY_BIT, Bpf.IF_ABOVE_X -> {
                    jumps = code == Bpf.IF_EQUAL
                            ? a == k
                            : code == Bpf.IF_ANY_BIT ? (a & k) != 0 : Integer.compareUnsigned(a, x) > 0;
                    at += program.get(8 * at + (jumps ? 2 : 3)) & 0xff;
                }
                default -> throw new AssertionError("instruction " + code);
            }
        }
    }
}

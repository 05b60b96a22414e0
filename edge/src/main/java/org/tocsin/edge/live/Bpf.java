package org.tocsin.edge.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assembles a classic BPF program (networking/filter of the kernel's documentation). Jumps go forward to labels only. */
final class Bpf {
    static final int LOAD_WORD = 0x20;
    static final int LOAD_HALF = 0x28;
    static final int LOAD_BYTE = 0x30;
    static final int LOAD_HALF_AT_X = 0x48;
    static final int LOAD_BYTE_AT_X = 0x50;
    static final int LOAD_MEMORY = 0x60;
    static final int STORE_MEMORY = 0x02;
    /** X becomes four times the low nibble of a byte: the length of an IPv4 header. */
    static final int X_HEADER_LENGTH = 0xb1;

    static final int X_IS = 0x01;

    static final int SUBTRACT_X = 0x1c;
    static final int AND = 0x54;
    static final int SHIFT_RIGHT = 0x74;
    static final int A_TO_X = 0x07;
    static final int IF_EQUAL = 0x15;
    static final int IF_ANY_BIT = 0x45;
    static final int IF_ABOVE_X = 0x2d;
    static final int ALWAYS = 0x05;
    static final int RETURN = 0x06;
    /** Offsets from here on are no bytes of the packet but facts about it (SKF_AD_OFF). */
    static final int FACTS = -0x1000;

    static final int FACT_PROTOCOL = FACTS;
    static final int FACT_DIRECTION = FACTS + 4;

    /** A conditional jump spans at most so many instructions. */
    private static final int SPAN = 255;

    private record Instruction(int code, int value, String then, String otherwise) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    Bpf plain(int code, int value) {
        instructions.add(new Instruction(code, value, "", ""));
        return this;
    }

    /** Goes on at a label, or at the next instruction where the label is empty. */
    Bpf jump(int condition, int value, String then, String otherwise) {
        instructions.add(new Instruction(condition, value, then, otherwise));
        return this;
    }

    Bpf go(String to) {
        return jump(ALWAYS, 0, to, "");
    }

    Bpf label(String name) {
        labels.put(name, instructions.size());
        return this;
    }

    int size() {
        return instructions.size();
    }

    /** The program as struct sock_filter has it, in this machine's byte order. */
    byte[] assemble() {
        var bytes = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < instructions.size(); i++) {
            var it = instructions.get(i);
            boolean always = it.code == ALWAYS;
            bytes.putShort((short) it.code);
            bytes.put((byte) (always ? 0 : span(i, it.then, SPAN)));
            bytes.put((byte) span(i, it.otherwise, SPAN));
            bytes.putInt(always ? span(i, it.then, Integer.MAX_VALUE) : it.value);
        }
        return bytes.array();
    }

    private int span(int from, String label, int most) {
        if (label.isEmpty()) {
            return 0;
        }
        var at = labels.get(label);
        if (at == null || at <= from || at - from - 1 > most) {
            throw new IllegalStateException("a jump from " + from + " to " + label + " at " + at + " can't be made");
        }
        return at - from - 1;
    }
}

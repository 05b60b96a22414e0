package org.tocsin.edge.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Structs of ints in this machine's byte order, as options and headers of the kernel are. */
public final class Ints {
    private Ints() {}

    public static byte[] of(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** The first one. */
    public static int first(byte[] struct) {
        return at(struct, 0);
    }

    /** The one that begins at that byte; 0 where the struct is shorter, as older kernels leave fields out. */
    public static int at(byte[] struct, int offset) {
        return offset + 4 > struct.length
                ? 0
                : ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder()).getInt(offset);
    }
}

package org.tocsin.wire.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes little-endian pcapng for tests, block by block. */
final class Pcapng {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pcapng section() {
        return block(
                0x0a0d0d0a,
                body(16).putInt(0x1a2b3c4d)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
    }

    /** @param resolution as if_tsresol, -1 for none */
    Pcapng face(int link, int resolution, long offset) {
        var body = body(8 + (resolution < 0 ? 0 : 8) + 12 + 4);
        body.putShort((short) link).putShort((short) 0).putInt(0);
        if (resolution >= 0) {
            body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        }
        body.putShort((short) 14).putShort((short) 8).putLong(offset).putInt(0);
        return block(1, body);
    }

    Pcapng packet(int face, long stamp, byte[] frame) {
        var body = body(20 + (frame.length + 3 & ~3));
        body.putInt(face).putInt((int) (stamp >>> 32)).putInt((int) stamp);
        body.putInt(frame.length).putInt(frame.length).put(frame);
        return block(6, body);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static ByteBuffer body(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Pcapng block(int type, ByteBuffer body) {
        int length = body.capacity() + 12;
        var block = new byte[length];
        var into = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        into.putInt(type).putInt(length).put(body.rewind()).putInt(length);
        out.writeBytes(block);
        return this;
    }
}

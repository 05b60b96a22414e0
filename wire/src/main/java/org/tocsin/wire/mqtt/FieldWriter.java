package org.tocsin.wire.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Limit;

/** Writes the fields of one packet's body. Source: MQTT 5.0 section 1.5. */
final class FieldWriter {
    private static final Limit FIELD = new Limit("mqtt.field", 65_535);

    private byte[] out = new byte[64];
    private int size;

    FieldWriter u8(int value) {
        room(1);
        out[size++] = (byte) value;
        return this;
    }

    FieldWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    FieldWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    FieldWriter variable(int value) {
        int left = value;
        while (left > 0x7f) {
            u8((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        return u8(left);
    }

    FieldWriter text(String value) {
        return binary(value.getBytes(StandardCharsets.UTF_8));
    }

    FieldWriter binary(Bytes value) {
        return binary(value.shared());
    }

    FieldWriter raw(byte[] value, int length) {
        room(length);
        System.arraycopy(value, 0, out, size, length);
        size += length;
        return this;
    }

    FieldWriter raw(Bytes value) {
        return raw(value.shared(), value.size());
    }

    FieldWriter raw(FieldWriter other) {
        return raw(other.out, other.size);
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(out, size);
    }

    private FieldWriter binary(byte[] value) {
        return u16(FIELD.check(value.length)).raw(value, value.length);
    }

    private void room(int count) {
        if (size + count > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + count));
        }
    }
}

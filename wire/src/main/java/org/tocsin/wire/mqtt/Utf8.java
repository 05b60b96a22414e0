package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;
import org.tocsin.kernel.Rejection;

/** UTF-8 as MQTT wants it: well-formed, shortest form, no NUL, no surrogates. Source: MQTT 5.0 section 1.5.4; RFC 3629. */
final class Utf8 {
    private Utf8() {}

    static void check(ByteBuffer in, int from, int to) {
        int at = from;
        while (at < to) {
            int first = in.get(at++);
            if (first > 0) {
                continue;
            }
            at += tail(in, first & 0xff, at, to);
        }
    }

    /** Checks what follows a first byte that is NUL or not ASCII; returns how many bytes that is. */
    private static int tail(ByteBuffer in, int first, int at, int to) {
        int count = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        if (first < 0xc2 || first > 0xf4 || at + count > to) {
            throw bad();
        }
        int point = first & (0x3f >>> count);
        for (int i = 0; i < count; i++) {
            int next = in.get(at + i);
            if ((next & 0xc0) != 0x80) {
                throw bad();
            }
            point = (point << 6) | (next & 0x3f);
        }
        boolean shortest = count == 1 || point >= (count == 2 ? 0x800 : 0x10000);
        if (!shortest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
            throw bad();
        }
        return count;
    }

    private static Rejection bad() {
        return ReasonCode.MALFORMED_PACKET.refuse("a string is not UTF-8, or holds NUL or a surrogate");
    }
}

package org.tocsin.wire.modbus;

import org.jspecify.annotations.Nullable;
import org.tocsin.wire.span.Span;

/**
 * One request or answer.
 *
 * @param transaction by which an answer finds its request
 * @param unit the device behind a gateway
 * @param function without the bit that marks an exception
 * @param exception code of an exception answer, 0 for none
 * @param address first register or coil of a request, -1 where the function has none
 * @param length bytes of the whole frame as it declares them
 */
public record ModbusFrame(int transaction, int unit, int function, int exception, int address, int length) {
    public static final int PORT = 502;

    private static final int HEAD = 6;
    /** A PDU of 253 bytes and the unit. */
    private static final int MOST_LENGTH = 254;

    /** Whether a request changes something in the device: functions 5, 6, 15, 16, 21, 22, 23. */
    public boolean writes() {
        return switch (function) {
            case 5, 6, 15, 16, 21, 22, 23 -> true;
            default -> false;
        };
    }

    /** Reads the frame that begins there; null if none does: another protocol, or a length that can't be. */
    public static @Nullable ModbusFrame read(byte[] bytes, int at, int size) {
        var in = new Span(bytes, at, size);
        int transaction = in.u16();
        int protocol = in.u16();
        int length = in.u16();
        int unit = in.u8();
        int function = in.u8();
        if (protocol != 0 || length < 2 || length > MOST_LENGTH || function == 0 || in.cut()) {
            return null;
        }
        boolean failed = (function & 0x80) != 0;
        int code = failed ? in.u8() : 0;
        int address = !failed && addressed(function & 0x7f) && in.left() >= 2 ? in.u16() : -1;
        return new ModbusFrame(transaction, unit, function & 0x7f, code, address, HEAD + length);
    }

    private static boolean addressed(int function) {
        return switch (function) {
            case 1, 2, 3, 4, 5, 6, 15, 16, 22, 23 -> true;
            default -> false;
        };
    }
}

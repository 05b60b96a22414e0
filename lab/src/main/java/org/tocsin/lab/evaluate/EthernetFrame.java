package org.tocsin.lab.evaluate;

import java.util.Arrays;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;

/** A frame as Ethernet, whatever link it was captured on, so that one file holds captures of several. */
final class EthernetFrame {
    private static final int HEADER = 14;
    private static final int COOKED = 16;
    private static final int BROADCAST = 1;
    private static final int MULTICAST = 2;

    private byte[] bytes = new byte[2048];
    private int captured;
    private int wireLength;

    /** Takes a frame in; false if it is of a link that is not rewritten. */
    boolean take(Frame from) {
        return switch (from.link()) {
            case LinkType.ETHERNET -> copy(from, 0, 0);
            case LinkType.LINUX_SLL -> from.captured() >= COOKED && copy(from, COOKED, HEADER) && cooked(from);
            case LinkType.RAW, LinkType.IPV4, LinkType.IPV6 -> from.captured() > 0 && copy(from, 0, HEADER) && raw();
            default -> false;
        };
    }

    private boolean copy(Frame from, int without, int with) {
        captured = from.captured() - without + with;
        wireLength = from.wireLength() - without + with;
        if (captured > bytes.length) {
            bytes = new byte[Integer.highestOneBit(captured) << 1];
        }
        Arrays.fill(bytes, 0, with, (byte) 0);
        System.arraycopy(from.buffer(), from.offset() + without, bytes, with, captured - with);
        return true;
    }

    /** LINKTYPE_LINUX_SLL tells the sender and to whom in kind; the target's address is lost and stays zero. */
    private boolean cooked(Frame from) {
        byte[] b = from.buffer();
        int at = from.offset();
        if (b[at + 1] == BROADCAST) {
            Arrays.fill(bytes, 0, 6, (byte) 0xff);
        } else if (b[at + 1] == MULTICAST) {
            bytes[0] = 1;
        }
        if (b[at + 5] == 6) {
            System.arraycopy(b, at + 6, bytes, 6, 6);
        }
        System.arraycopy(b, at + 14, bytes, 12, 2);
        return true;
    }

    private boolean raw() {
        boolean six = bytes[HEADER] >> 4 == 6;
        bytes[12] = (byte) (six ? 0x86 : 0x08);
        bytes[13] = (byte) (six ? 0xdd : 0);
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int captured() {
        return captured;
    }

    int wireLength() {
        return wireLength;
    }
}

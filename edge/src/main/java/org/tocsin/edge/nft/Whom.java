package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.wire.packet.Packet;

/** Whom an element of a set is about. */
sealed interface Whom {
    /** As it stands in the kernel, network byte order. */
    byte[] key();

    /** A host or a network. */
    record Hosts(Prefix prefix) implements Whom {
        @Override
        public byte[] key() {
            return prefix.address().toArray();
        }
    }

    /** A device by the hardware address that its frames come from. */
    record Mac(long bits) implements Whom {
        private static final int HEX = 12;

        /** Reads {@code 02:00:00:00:00:14}; empty for any other name of a device. */
        static Optional<Mac> of(String text) {
            return Packet.isMac(text) ? Optional.of(new Mac(Packet.parseMac(text))) : Optional.empty();
        }

        @Override
        public byte[] key() {
            return HexFormat.of().parseHex(HexFormat.of().toHexDigits(bits, HEX));
        }
    }

    /** What a key of that set means. */
    static Whom of(SetName set, byte[] key) {
        return set.isMac()
                ? new Mac(ByteBuffer.allocate(8).position(2).put(key).getLong(0))
                : new Hosts(new Prefix(Address.of(key), set.bits()));
    }
}

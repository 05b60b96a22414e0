package org.tocsin.detection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.tocsin.kernel.Address;

/** What the datagrams of a {@link Scene} say. */
final class Bodies {
    private static final int MAGIC = 0x63825363;

    private Bodies() {}

    /** A message of DNS about one name, with its header and what stands behind the question in hexadecimal. */
    static byte[] dns(String header, String name, String behind) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(HexFormat.of().parseHex(header));
        for (var label : name.split("\\.", -1)) {
            all.write(label.length());
            all.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes(new byte[] {0, 0, 1, 0, 1});
        all.writeBytes(HexFormat.of().parseHex(behind));
        return all.toByteArray();
    }

    /** A client without an address asks for one. */
    static byte[] dhcpQuestion(long client, String hostName, int question) {
        var name = hostName.getBytes(StandardCharsets.US_ASCII);
        var message = ByteBuffer.allocate(246 + name.length);
        message.put(new byte[] {1, 1, 6, 0}).putInt(question).position(28);
        message.putShort((short) (client >>> 32)).putInt((int) client).position(236);
        message.putInt(MAGIC).put(new byte[] {53, 1, 1, 12}).put((byte) name.length);
        return message.put(name).put((byte) 255).array();
    }

    /** A server offers one, with a router and a resolver. */
    static byte[] dhcpOffer(String server, int question, long client, String router, String resolver) {
        var message = ByteBuffer.allocate(271);
        message.put(new byte[] {2, 1, 6, 0}).putInt(question).position(16);
        message.put(Address.parse("192.168.1.200").toArray()).position(28);
        message.putShort((short) (client >>> 32)).putInt((int) client).position(236);
        message.putInt(MAGIC)
                .put(new byte[] {53, 1, 2, 54, 4})
                .put(Address.parse(server).toArray());
        message.put(new byte[] {3, 4}).put(Address.parse(router).toArray());
        message.put(new byte[] {6, 4}).put(Address.parse(resolver).toArray());
        return message.put((byte) 255).array();
    }

    /** A whole frame in which a station asks everybody for an address, in the name of a sender. */
    static byte[] arp(byte[] station, byte[] sender, byte[] senderAddress, String wanted) {
        var frame = ByteBuffer.allocate(42);
        frame.put(new byte[] {-1, -1, -1, -1, -1, -1}).put(station).putShort((short) 0x0806);
        frame.put(new byte[] {0, 1, 8, 0, 6, 4, 0, 1}).put(sender).put(senderAddress);
        return frame.put(new byte[6]).put(Address.parse(wanted).toArray()).array();
    }
}

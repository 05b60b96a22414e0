package org.tocsin.wire.mqtt;

/** The fifteen packets. Source: MQTT 5.0 section 2.1.2; number = {@link #code()}, the upper half of the first byte. */
public enum PacketType {
    CONNECT(1, Sender.CLIENT, 0),
    CONNACK(2, Sender.SERVER, 0),
    PUBLISH(3, Sender.BOTH, -1),
    PUBACK(4, Sender.BOTH, 0),
    PUBREC(5, Sender.BOTH, 0),
    PUBREL(6, Sender.BOTH, 2),
    PUBCOMP(7, Sender.BOTH, 0),
    SUBSCRIBE(8, Sender.CLIENT, 2),
    SUBACK(9, Sender.SERVER, 0),
    UNSUBSCRIBE(10, Sender.CLIENT, 2),
    UNSUBACK(11, Sender.SERVER, 0),
    PINGREQ(12, Sender.CLIENT, 0),
    PINGRESP(13, Sender.SERVER, 0),
    DISCONNECT(14, Sender.BOTH, 0),
    AUTH(15, Sender.BOTH, 0);

    /** Who may send a packet. */
    enum Sender {
        CLIENT,
        SERVER,
        BOTH
    }

    private static final PacketType[] BY_CODE = values();

    private final int code;
    private final Sender sender;
    private final int flags;

    PacketType(int code, Sender sender, int flags) {
        this.code = code;
        this.sender = sender;
        this.flags = flags;
    }

    /** 1 to 15. */
    public int code() {
        return code;
    }

    /** Whether a client may send it; a client that sends CONNACK brought mosquitto down (CVE-2021-28166). */
    public boolean fromClient() {
        return sender != Sender.SERVER;
    }

    /** Whether a server may send it. */
    public boolean fromServer() {
        return sender != Sender.CLIENT;
    }

    /** The lower half of the first byte; of PUBLISH, whose flags mean something, zero. */
    int flags() {
        return Math.max(flags, 0);
    }

    /** The type in a first byte, whose reserved flags are checked. */
    public static PacketType ofFirstByte(int first) {
        int code = first >>> 4 & 15;
        if (code == 0) {
            throw ReasonCode.MALFORMED_PACKET.refuse("packet type 0 is reserved");
        }
        var type = BY_CODE[code - 1];
        int found = first & 15;
        if (type == PUBLISH) {
            Publish.checkFlags(found);
        } else if (found != type.flags) {
            throw ReasonCode.MALFORMED_PACKET.refuse(type + " has flags " + found + ", not " + type.flags);
        }
        return type;
    }
}

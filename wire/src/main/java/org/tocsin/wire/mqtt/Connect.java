package org.tocsin.wire.mqtt;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Printable;

/**
 * The first packet of a client. Source: MQTT 5.0 and 3.1.1, section 3.1.
 *
 * @param cleanStart clean session in 3.1.1
 * @param keepAlive seconds, 0 for none
 */
public record Connect(
        MqttVersion version,
        boolean cleanStart,
        int keepAlive,
        Properties properties,
        String clientId,
        @Nullable Will will,
        @Nullable String userName,
        @Nullable Bytes password)
        implements MqttPacket {
    private static final String PROTOCOL = "MQTT";
    private static final int RESERVED = 0x01;
    private static final int CLEAN = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_SETTINGS = 0x38;
    private static final int PASSWORD = 0x40;
    private static final int USER = 0x80;

    /** A client without will, user name and properties. */
    public static Connect of(MqttVersion version, String clientId, boolean cleanStart, int keepAlive) {
        return new Connect(version, cleanStart, keepAlive, Properties.NONE, clientId, null, null, null);
    }

    /** The same with a will. */
    public Connect withWill(Will last) {
        return new Connect(version, cleanStart, keepAlive, properties, clientId, last, userName, password);
    }

    /** The same with other properties. */
    public Connect withProperties(Properties other) {
        return new Connect(version, cleanStart, keepAlive, other, clientId, will, userName, password);
    }

    @Override
    public PacketType type() {
        return PacketType.CONNECT;
    }

    static Connect read(FieldReader in, MqttLimits limits) {
        var protocol = in.text();
        if (!protocol.equals(PROTOCOL)) {
            throw ReasonCode.UNSUPPORTED_PROTOCOL_VERSION.refuse(
                    "protocol '" + Printable.of(protocol.substring(0, Math.min(8, protocol.length()))) + "', not MQTT");
        }
        var version = MqttVersion.ofLevel(in.u8());
        int flags = in.u8();
        checkFlags(flags, version);
        int keepAlive = in.u16();
        boolean five = version == MqttVersion.V5;
        var properties = five ? Properties.read(in, PacketType.CONNECT.code(), limits) : Properties.NONE;
        var clientId = in.text();
        if (!five && clientId.isEmpty() && (flags & CLEAN) == 0) {
            throw ReasonCode.CLIENT_IDENTIFIER_NOT_VALID.refuse("no client id, and the session shall be kept");
        }
        var will = (flags & WILL) != 0 ? Will.read(in, flags, version, limits) : null;
        var user = (flags & USER) != 0 ? in.text() : null;
        var password = (flags & PASSWORD) != 0 ? in.binary() : null;
        return new Connect(version, (flags & CLEAN) != 0, keepAlive, properties, clientId, will, user, password);
    }

    private static void checkFlags(int flags, MqttVersion version) {
        if ((flags & RESERVED) != 0) {
            throw ReasonCode.MALFORMED_PACKET.refuse("the reserved connect flag is set");
        }
        if ((flags & WILL) == 0 && (flags & WILL_SETTINGS) != 0) {
            throw ReasonCode.MALFORMED_PACKET.refuse("a will's QoS or retain flag without a will");
        }
        // MQTT-3.1.2-22 of 3.1.1; MQTT 5 allows a password alone.
        if (version == MqttVersion.V3_1_1 && (flags & PASSWORD) != 0 && (flags & USER) == 0) {
            throw ReasonCode.MALFORMED_PACKET.refuse("a password without a user name");
        }
        Qos.of(flags >>> 3 & 3);
    }

    void write(FieldWriter out) {
        int flags = (cleanStart ? CLEAN : 0)
                | (will == null ? 0 : will.flags())
                | (password == null ? 0 : PASSWORD)
                | (userName == null ? 0 : USER);
        out.text(PROTOCOL).u8(version.level()).u8(flags).u16(keepAlive);
        if (version == MqttVersion.V5) {
            properties.write(out);
        }
        out.text(clientId);
        if (will != null) {
            will.write(out, version);
        }
        if (userName != null) {
            out.text(userName);
        }
        if (password != null) {
            out.binary(password);
        }
    }

    /** Without the password, which must not reach a log. */
    @Override
    public String toString() {
        return "Connect[" + version + ", " + Printable.of(clientId) + ", keepAlive=" + keepAlive + "]";
    }
}

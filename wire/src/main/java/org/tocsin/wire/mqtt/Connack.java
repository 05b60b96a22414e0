package org.tocsin.wire.mqtt;

/** The server's answer to CONNECT. Source: MQTT 5.0 and 3.1.1, section 3.2. */
public record Connack(boolean sessionPresent, ReasonCode reason, Properties properties) implements MqttPacket {
    /** The reasons behind the return codes 0 to 5 of 3.1.1, section 3.2.2.3. */
    private static final ReasonCode[] OLD = {
        ReasonCode.SUCCESS,
        ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
        ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
        ReasonCode.SERVER_UNAVAILABLE,
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        ReasonCode.NOT_AUTHORIZED
    };

    public static Connack of(ReasonCode reason) {
        return new Connack(false, reason, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.CONNACK;
    }

    static Connack read(FieldReader in, MqttVersion version, MqttLimits limits) {
        boolean present = in.flag();
        int code = in.u8();
        var reason = version == MqttVersion.V5 ? ReasonCode.read(code, PacketType.CONNACK) : old(code);
        if (present && reason.isError()) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("a refused connection has a session");
        }
        var properties =
                version == MqttVersion.V5 ? Properties.read(in, PacketType.CONNACK.code(), limits) : Properties.NONE;
        return new Connack(present, reason, properties);
    }

    private static ReasonCode old(int code) {
        if (code >= OLD.length) {
            throw ReasonCode.MALFORMED_PACKET.refuse("return code " + code + " does not exist");
        }
        return OLD[code];
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u8(sessionPresent ? 1 : 0);
        if (version == MqttVersion.V5) {
            out.u8(reason.code());
            properties.write(out);
        } else {
            out.u8(oldCode());
        }
    }

    private int oldCode() {
        for (int i = 0; i < OLD.length; i++) {
            if (OLD[i] == reason) {
                return i;
            }
        }
        return reason.isError() ? 5 : 0;
    }
}

package org.tocsin.wire.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one packet in their order; empty in MQTT 3.1.1. Source: MQTT 5.0 section 2.2.2.
 *
 * @param all each allowed at its place, none twice but those that may be
 */
public record Properties(List<Property> all) {
    public static final Properties NONE = new Properties(List.of());

    public Properties {
        all = List.copyOf(all);
    }

    public static Properties of(Property... all) {
        return new Properties(List.of(all));
    }

    /** These and one more. */
    public Properties with(Property more) {
        var longer = new ArrayList<>(all);
        longer.add(more);
        return new Properties(longer);
    }

    /** These without any of that identifier. */
    public Properties without(PropertyId id) {
        return new Properties(all.stream().filter(p -> p.id() != id).toList());
    }

    /** The number of that identifier, or the value that its absence means. */
    public long number(PropertyId id, long absent) {
        return find(id) instanceof Property.Num num ? num.value() : absent;
    }

    /** The string of that identifier, or null. */
    public @Nullable String text(PropertyId id) {
        return find(id) instanceof Property.Text text ? text.value() : null;
    }

    public boolean has(PropertyId id) {
        return find(id) != null;
    }

    private @Nullable Property find(PropertyId id) {
        for (var property : all) {
            if (property.id() == id) {
                return property;
            }
        }
        return null;
    }

    /** Reads length and properties that stand at that place: a packet type's code, or {@link PropertyId#WILL}. */
    static Properties read(FieldReader in, int place, MqttLimits limits) {
        int outer = in.narrow(in.variable());
        if (in.remaining() == 0) {
            in.widen(outer);
            return NONE;
        }
        var all = new ArrayList<Property>(4);
        long seen = 0;
        while (in.remaining() > 0) {
            var id = PropertyId.read(in.variable(), place);
            seen = once(seen, id, place);
            if (all.size() == limits.properties()) {
                throw tooMany(limits);
            }
            all.add(PropertyCodec.read(id, in));
        }
        in.widen(outer);
        if (has(seen, PropertyId.AUTHENTICATION_DATA) && !has(seen, PropertyId.AUTHENTICATION_METHOD)) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("authentication data without a method");
        }
        return new Properties(all);
    }

    /** Checks PUBLISH's properties and makes nothing; returns the topic alias, or 0. */
    static int skipPublish(FieldReader in, MqttLimits limits) {
        int outer = in.narrow(in.variable());
        int place = PacketType.PUBLISH.code();
        int alias = 0;
        long seen = 0;
        for (int count = 0; in.remaining() > 0; count++) {
            var id = PropertyId.read(in.variable(), place);
            seen = once(seen, id, place);
            if (count == limits.properties()) {
                throw tooMany(limits);
            }
            long value = PropertyCodec.skip(id, in);
            if (id == PropertyId.TOPIC_ALIAS) {
                alias = (int) value;
            }
        }
        in.widen(outer);
        return alias;
    }

    void write(FieldWriter out) {
        var body = new FieldWriter();
        for (var property : all) {
            PropertyCodec.write(property, body);
        }
        out.variable(body.size()).raw(body);
    }

    private static long once(long seen, PropertyId id, int place) {
        if (has(seen, id) && !id.repeats(place)) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(id + " stands there twice");
        }
        return seen | (1L << id.code());
    }

    private static boolean has(long seen, PropertyId id) {
        return (seen & (1L << id.code())) != 0;
    }

    private static RuntimeException tooMany(MqttLimits limits) {
        return ReasonCode.QUOTA_EXCEEDED.refuse("more than " + limits.properties() + " properties");
    }
}

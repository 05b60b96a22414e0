package org.tocsin.wire.mqtt;

/** Reads, checks and writes single properties. Source: MQTT 5.0 section 2.2.2.2. */
final class PropertyCodec {
    private PropertyCodec() {}

    /** Reads the value behind an identifier. */
    static Property read(PropertyId id, FieldReader in) {
        return switch (id.kind()) {
            case FLAG, U16, U32, VARIABLE -> new Property.Num(id, number(id, in));
            case TEXT -> new Property.Text(id, text(id, in));
            case BINARY -> new Property.Binary(id, in.binary());
            case PAIR -> new Property.Pair(in.text(), in.text());
        };
    }

    /** Checks the value behind an identifier as {@link #read} does, and makes nothing; returns a number, else 0. */
    static long skip(PropertyId id, FieldReader in) {
        return switch (id.kind()) {
            case FLAG, U16, U32, VARIABLE -> number(id, in);
            case TEXT -> {
                if (id == PropertyId.RESPONSE_TOPIC) {
                    yield text(id, in).length();
                }
                yield in.skipText();
            }
            case BINARY -> in.skipBinary();
            case PAIR -> in.skipText() + in.skipText();
        };
    }

    private static long number(PropertyId id, FieldReader in) {
        long value =
                switch (id.kind()) {
                    case FLAG -> in.flag() ? 1 : 0;
                    case U16 -> in.u16();
                    case U32 -> in.u32();
                    default -> in.variable();
                };
        if (value == 0 && !id.mayBeZero()) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(id + " is 0");
        }
        return value;
    }

    private static String text(PropertyId id, FieldReader in) {
        var text = in.text();
        if (id == PropertyId.RESPONSE_TOPIC && !Topic.isName(text)) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("the response topic is empty or has a wildcard");
        }
        return text;
    }

    /** Writes identifier and value. */
    static void write(Property property, FieldWriter out) {
        out.variable(property.id().code());
        switch (property) {
            case Property.Num num -> writeNumber(num.id(), num.value(), out);
            case Property.Text text -> out.text(text.value());
            case Property.Binary binary -> out.binary(binary.value());
            case Property.Pair pair -> out.text(pair.name()).text(pair.value());
        }
    }

    private static void writeNumber(PropertyId id, long value, FieldWriter out) {
        switch (id.kind()) {
            case FLAG -> out.u8((int) value);
            case U16 -> out.u16((int) value);
            case U32 -> out.u32(value);
            default -> out.variable((int) value);
        }
    }
}

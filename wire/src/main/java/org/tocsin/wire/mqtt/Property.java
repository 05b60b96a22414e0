package org.tocsin.wire.mqtt;

import org.tocsin.kernel.Bytes;

/** One property of a packet. */
public sealed interface Property {
    /** What it is. */
    PropertyId id();

    /** A flag (0 or 1) or a number of two, four or up to four variable bytes. */
    record Num(PropertyId id, long value) implements Property {}

    /** A string. */
    record Text(PropertyId id, String value) implements Property {}

    /** Bytes. */
    record Binary(PropertyId id, Bytes value) implements Property {}

    /** A user property. */
    record Pair(String name, String value) implements Property {
        @Override
        public PropertyId id() {
            return PropertyId.USER_PROPERTY;
        }
    }
}

package org.tocsin.cli.device;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The most telling of what a device says of itself, in one line. */
final class Introduction {
    private Introduction() {}

    static String of(JsonNode device) {
        return Stream.of(
                        first(device, "hostName"),
                        first(device, "names"),
                        first(device, "software"),
                        first(device, "services"),
                        first(device, "vendorClass"))
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(3)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private static String first(JsonNode device, String field) {
        var value = device.path(field);
        return value.isArray() ? value.path(0).asString("") : value.asString("");
    }
}

package org.tocsin.platform.settings;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lets {@code detection.tap: x} stand for {@code detection: {tap: x}}, as the documentation writes keys. */
final class Dotted {
    private Dotted() {}

    /** The tree without dots in its keys; a key that is given in both forms is refused ({@code settings.twice}). */
    static JsonNode expanded(JsonNode tree) {
        return expanded(tree, "");
    }

    private static JsonNode expanded(JsonNode tree, String path) {
        if (!(tree instanceof ObjectNode object)) {
            return tree;
        }
        var plain = JsonNodeFactory.instance.objectNode();
        object.propertyStream()
                .forEach(entry ->
                        put(plain, entry.getKey(), expanded(entry.getValue(), path + entry.getKey() + "."), path));
        return plain;
    }

    private static void put(ObjectNode into, String key, JsonNode value, String path) {
        int dot = key.indexOf('.');
        if (dot <= 0 || dot == key.length() - 1) {
            merge(into, key, value, path);
            return;
        }
        var inner = JsonNodeFactory.instance.objectNode();
        put(inner, key.substring(dot + 1), value, path + key.substring(0, dot + 1));
        merge(into, key.substring(0, dot), inner, path);
    }

    private static void merge(ObjectNode into, String key, JsonNode value, String path) {
        @Nullable JsonNode there = into.get(key);
        if (there == null) {
            into.set(key, value);
        } else if (there instanceof ObjectNode section && value instanceof ObjectNode more) {
            more.propertyStream().forEach(entry -> merge(section, entry.getKey(), entry.getValue(), path + key + "."));
        } else {
            throw new Rejection("settings.twice", Printable.of(path + key) + " is given twice");
        }
    }
}

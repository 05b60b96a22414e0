package org.tocsin.platform.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lets {@code detection.tap: x} stand for {@code detection: {tap: x}}, as the documentation writes keys. */
final class Dotted {
    private Dotted() {}

    /**
     * The tree without dots in its keys.
     *
     * @param wrong takes the refusal ({@code settings.twice}) of a key that is given in both forms
     */
    static JsonNode expanded(JsonNode tree, List<Rejection> wrong) {
        return expanded(tree, "", wrong);
    }

    private static JsonNode expanded(JsonNode tree, String path, List<Rejection> wrong) {
        if (!(tree instanceof ObjectNode object)) {
            return tree;
        }
        var plain = JsonNodeFactory.instance.objectNode();
        object.propertyStream()
                .forEach(entry -> put(
                        plain,
                        entry.getKey(),
                        expanded(entry.getValue(), path + entry.getKey() + ".", wrong),
                        path,
                        wrong));
        return plain;
    }

    private static void put(ObjectNode into, String key, JsonNode value, String path, List<Rejection> wrong) {
        int dot = key.indexOf('.');
        if (dot <= 0 || dot == key.length() - 1) {
            merge(into, key, value, path, wrong);
            return;
        }
        var inner = JsonNodeFactory.instance.objectNode();
        put(inner, key.substring(dot + 1), value, path + key.substring(0, dot + 1), wrong);
        merge(into, key.substring(0, dot), inner, path, wrong);
    }

    private static void merge(ObjectNode into, String key, JsonNode value, String path, List<Rejection> wrong) {
        @Nullable JsonNode there = into.get(key);
        if (there == null) {
            into.set(key, value);
        } else if (there instanceof ObjectNode section && value instanceof ObjectNode more) {
            more.propertyStream()
                    .forEach(entry -> merge(section, entry.getKey(), entry.getValue(), path + key + ".", wrong));
        } else {
            wrong.add(new Rejection("settings.twice", Printable.of(path + key) + " is given twice"));
        }
    }
}

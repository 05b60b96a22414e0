package org.tocsin.platform.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import tools.jackson.databind.JsonNode;

/** Lays a tree over a record of defaults. A key that no record component bears is an error with the nearest known one. */
final class Binder {
    private final Map<String, String> environment;
    private final Variables variables;

    Binder(Map<String, String> environment) {
        this.environment = environment;
        this.variables = new Variables(environment);
    }

    <T extends Record> T bind(JsonNode tree, T defaults) {
        var bound = record(Dotted.expanded(tree), defaults, "");
        variables.refuseMisspelt(Arrays.stream(defaults.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        return bound;
    }

    private <T extends Record> T record(@Nullable JsonNode tree, T defaults, String path) {
        var components = defaults.getClass().getRecordComponents();
        if (tree != null) {
            refuseUnknown(tree, components, path);
        }
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var name = components[i].getName();
            var node = tree == null ? null : tree.get(name);
            values[i] = value(components[i], node, current(components[i], defaults), path + name);
        }
        return make(defaults, components, values, path);
    }

    private Object value(RecordComponent component, @Nullable JsonNode node, Object current, String path) {
        if (current instanceof Record nested) {
            return record(node, nested, path + ".");
        }
        var variable = environment.get(variables.name(path));
        if (variable != null) {
            return Value.parse(component.getType(), variable, path);
        }
        if (node == null || node.isNull()) {
            return current;
        }
        if (current instanceof List<?>) {
            return Value.list(node, path);
        }
        if (!node.isValueNode()) {
            throw new Rejection("settings.type", path + ": one value belongs here");
        }
        return Value.parse(component.getType(), node.asString(), path);
    }

    private static void refuseUnknown(JsonNode tree, RecordComponent[] components, String path) {
        if (!tree.isObject()) {
            throw new Rejection(
                    "settings.type", (path.isEmpty() ? "the file" : path) + ": keys and values belong here");
        }
        var known = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (var key : tree.propertyNames()) {
            if (!known.contains(key)) {
                var unknown = path + Printable.of(key);
                throw new Rejection(
                        "settings.unknown", unknown + ": did you mean " + path + Nearest.to(key, known) + "?");
            }
        }
    }

    /** A record that names its key in the code need not be told where it stands. */
    private static String said(Rejection rejection, String path) {
        return path.isEmpty() || rejection.code().startsWith(path)
                ? rejection.getMessage()
                : path.substring(0, path.length() - 1) + ": " + rejection.getMessage();
    }

    private static Object current(RecordComponent component, Record defaults) {
        try {
            return component.getAccessor().invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a settings record is public in an exported package", e);
        }
    }

    /** Makes the record; what its constructor refuses is reported with the path of the key. */
    @SuppressWarnings("unchecked") // the constructor is that of the defaults' own class
    private static <T extends Record> T make(T defaults, RecordComponent[] components, Object[] values, String path) {
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = defaults.getClass().getConstructor(types);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Rejection rejection) {
                throw new Rejection("settings.value", said(rejection, path));
            }
            throw new IllegalStateException("a settings record threw something else than a Rejection", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a settings record is public in an exported package", e);
        }
    }
}

package org.tocsin.platform.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import tools.jackson.databind.JsonNode;

/**
 * Lays a tree over a record of defaults. A key that no record component bears is an error with the nearest known one. What is refused
 * is noted and the default stands in its place, so that a person sees all that is wrong at once.
 */
final class Binder {
    private final Map<String, String> environment;
    private final Variables variables;
    private final List<Rejection> wrong = new ArrayList<>();

    Binder(Map<String, String> environment) {
        this.environment = environment;
        this.variables = new Variables(environment);
    }

    <T extends Record> SettingsFile.Checked<T> bind(JsonNode tree, T defaults) {
        var bound = record(Dotted.expanded(tree, wrong), defaults, "");
        wrong.addAll(variables.misspelt(Arrays.stream(defaults.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList()));
        return new SettingsFile.Checked<>(bound, wrong);
    }

    private <T extends Record> T record(@Nullable JsonNode tree, T defaults, String path) {
        var components = defaults.getClass().getRecordComponents();
        if (tree != null) {
            noteUnknown(tree, components, path);
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
        try {
            return single(component, node, current, path);
        } catch (Rejection refused) {
            wrong.add(refused);
            return current;
        }
    }

    /** A key as whoever wrote its value knows it: nothing in the file is to be mended for a variable. */
    private String written(String path) {
        var variable = variables.name(path);
        return environment.containsKey(variable) ? variable + ", the environment variable of " + path : path;
    }

    private Object single(RecordComponent component, @Nullable JsonNode node, Object current, String path) {
        var variable = environment.get(variables.name(path));
        if (variable != null) {
            return Value.parse(component.getType(), variable, written(path));
        }
        if (node == null || node.isNull()) {
            return current;
        }
        if (current instanceof List<?>) {
            return Value.list(node, path);
        }
        if (!node.isValueNode()) {
            throw new Rejection("settings.type", path + ": one value belongs here, and no list or section");
        }
        return Value.parse(component.getType(), node.asString(), path);
    }

    private void noteUnknown(JsonNode tree, RecordComponent[] components, String path) {
        if (!tree.isObject()) {
            var where = path.isEmpty() ? "the file" : path.substring(0, path.length() - 1);
            wrong.add(new Rejection("settings.type", where + ": a section belongs here, keys with their values"));
            return;
        }
        var known = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (var key : tree.propertyNames()) {
            if (!known.contains(key)) {
                var unknown = path + Printable.of(key);
                wrong.add(new Rejection(
                        "settings.unknown", unknown + ": did you mean " + path + Nearest.to(key, known) + "?"));
            }
        }
    }

    private static Object current(RecordComponent component, Record defaults) {
        try {
            return component.getAccessor().invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a settings record is public in an exported package", e);
        }
    }

    /** Makes the record; what its constructor refuses is noted with the key as a person writes it. */
    private <T extends Record> T make(T defaults, RecordComponent[] components, Object[] values, String path) {
        try {
            return made(defaults, components, values);
        } catch (Rejection together) {
            int before = wrong.size();
            noteEach(defaults, components, values, path);
            if (wrong.size() == before) {
                wrong.add(refused(path.isEmpty() ? "" : path.substring(0, path.length() - 1), together));
                return defaults;
            }
            return rest(defaults, components, values);
        }
    }

    /** What was not refused stays, so that whatever else is wrong with it is seen too. */
    private static <T extends Record> T rest(T defaults, RecordComponent[] components, Object[] values) {
        try {
            return made(defaults, components, values);
        } catch (Rejection stillTogether) {
            return defaults;
        }
    }

    /** A constructor says what it refuses and not which key: the one that it refuses beside defaults alone, which then takes its place. */
    private <T extends Record> void noteEach(T defaults, RecordComponent[] components, Object[] values, String path) {
        for (int i = 0; i < components.length; i++) {
            try {
                var _ = made(defaults, components, alone(defaults, components, i, values[i]));
            } catch (Rejection why) {
                var key = path + components[i].getName();
                if (!(values[i] instanceof List<?> items) || !noteItems(defaults, components, i, items, key)) {
                    wrong.add(refused(key, why));
                }
                values[i] = current(components[i], defaults);
            }
        }
    }

    /** Of a list each item that is refused by itself; false if it takes several to be wrong. */
    private <T extends Record> boolean noteItems(
            T defaults, RecordComponent[] components, int at, List<?> items, String key) {
        int before = wrong.size();
        for (var item : items) {
            try {
                var _ = made(defaults, components, alone(defaults, components, at, List.of(item)));
            } catch (Rejection why) {
                var text = Printable.of(item.toString());
                var named = why.detail().contains(text)
                        ? why
                        : new Rejection(why.code(), "'" + text + "': " + why.detail());
                wrong.add(refused(key, named));
            }
        }
        return wrong.size() > before;
    }

    private static Object[] alone(Record defaults, RecordComponent[] components, int at, Object value) {
        var alone = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            alone[i] = i == at ? value : current(components[i], defaults);
        }
        return alone;
    }

    private Rejection refused(String key, Rejection why) {
        var code = why.code().equals(key) ? "" : " (" + why.code() + ")";
        return new Rejection("settings.value", (key.isEmpty() ? "" : written(key) + ": ") + why.detail() + code);
    }

    @SuppressWarnings("unchecked") // the constructor is that of the defaults' own class
    private static <T extends Record> T made(T defaults, RecordComponent[] components, Object[] values) {
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = defaults.getClass().getConstructor(types);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Rejection refused) {
                throw refused;
            }
            throw new IllegalStateException("a settings record threw something else than a Rejection", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a settings record is public in an exported package", e);
        }
    }
}

package org.tocsin.platform.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The settings file {@code tocsin.yaml}, laid over defaults, with environment variables on top. */
public final class SettingsFile {
    private static final Limit SIZE = new Limit("settings.size", 1 << 20);

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private SettingsFile() {}

    /**
     * Reads settings; a missing file means all defaults.
     *
     * @param defaults a whole settings record, whose values stand where neither file nor environment says otherwise
     * @param environment {@code TOCSIN_} + the key in upper case with underscores wins over the file
     */
    public static <T extends Record> T read(Path file, T defaults, Map<String, String> environment) {
        return new Binder(environment).bind(tree(file), defaults);
    }

    /**
     * What is said of variables that look like ours and like no setting: they may be somebody's who names his own so, and are not
     * refused.
     *
     * @param keys all there are, with dots
     */
    public static List<String> passedOver(Collection<String> keys, Map<String, String> environment) {
        var variables = new Variables(environment);
        for (var key : keys) {
            var _ = variables.name(key);
        }
        return variables.passedOver();
    }

    private static JsonNode tree(Path file) {
        if (!Files.exists(file)) {
            return YAML.createObjectNode();
        }
        try {
            SIZE.check(Files.size(file));
            var tree = YAML.readTree(Files.readAllBytes(file));
            return tree == null || tree.isMissingNode() || tree.isNull() ? YAML.createObjectNode() : tree;
        } catch (JacksonException e) {
            throw new Rejection("settings.syntax", file + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Rejection("settings.unreadable", file + ": " + e.getMessage());
        }
    }
}

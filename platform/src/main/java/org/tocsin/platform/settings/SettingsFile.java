package org.tocsin.platform.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
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

    private static final int MOST_SHOWN = 80;
    private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    private SettingsFile() {}

    /**
     * Reads settings; a missing file means all defaults.
     *
     * @param defaults a whole settings record, whose values stand where neither file nor environment says otherwise
     * @param environment {@code TOCSIN_} + the key in upper case with underscores wins over the file
     */
    public static <T extends Record> T read(Path file, T defaults, Map<String, String> environment) {
        var checked = check(file, defaults, environment);
        if (!checked.wrong().isEmpty()) {
            throw together(file.toString(), checked.wrong());
        }
        return checked.settings();
    }

    /**
     * What was read.
     *
     * @param settings the default wherever something is refused
     * @param wrong all that is refused, each with its key
     */
    public record Checked<T extends Record>(T settings, List<Rejection> wrong) {
        public Checked {
            wrong = List.copyOf(wrong);
        }
    }

    /** As {@link #read}, for somebody who wants to know all that is wrong. A file that is not YAML has one fault. */
    public static <T extends Record> Checked<T> check(Path file, T defaults, Map<String, String> environment) {
        try {
            return new Binder(environment).bind(tree(file), defaults);
        } catch (Rejection unread) {
            return new Checked<>(defaults, List.of(unread));
        }
    }

    /** One refusal for all: what is wrong alone, or several ({@code settings.several}) with a line for each. */
    public static Rejection together(String where, List<Rejection> wrong) {
        if (wrong.size() == 1) {
            return wrong.getFirst();
        }
        var text = new StringBuilder(where + ": " + wrong.size() + " things are refused");
        wrong.forEach(one -> text.append("\n  ").append(Printable.of(one.getMessage())));
        return new Rejection("settings.several", text.toString());
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
        return variables.passedOver(
                keys.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet()));
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
            throw new Rejection("settings.syntax", file + where(file, e) + ": " + words(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Rejection("settings.unreadable", file + ": " + e.getMessage());
        }
    }

    /** The place with the text of its line; the parser's own drawing of it is of several lines. */
    private static String where(Path file, JacksonException e) {
        var place = place(e);
        var where = ", line " + place.line() + ", column " + place.column();
        try (var lines = Files.lines(file)) {
            var line = lines.skip(Math.max(0, place.line() - 1L))
                    .findFirst()
                    .orElse("")
                    .strip();
            return line.isEmpty() ? where : where + " '" + Printable.of(cut(line)) + "'";
        } catch (IOException | UncheckedIOException noText) {
            return where;
        }
    }

    private record Place(int line, int column) {}

    /** The last place that the parser's words name: what it calls the location is the token before. */
    private static Place place(JacksonException e) {
        var location = e.getLocation();
        var place = new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        for (var said = PLACE.matcher(e.getOriginalMessage()); said.find(); ) {
            place = new Place(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)));
        }
        return place;
    }

    private static String cut(String line) {
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
    }

    /** The parser's sentences without its places (" in 'reader', line 3, column 9:") and its drawing, which is indented. */
    private static String words(String message) {
        var said = message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .collect(Collectors.joining(", "));
        return Printable.of(said.isEmpty() ? "not YAML" : said);
    }
}

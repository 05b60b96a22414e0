package org.tocsin.lab.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Rejection;

/**
 * The truth about a folder of captures: {@code labels.tsv} in it, else what is known of Tocsin's own corpora. One line a capture or folder,
 * seven fields parted by tabs: path, family, devices, attacker, ports, from (seconds), about; {@code *} is anybody, {@code #} begins a remark.
 */
final class Labels {
    /** In the folder that is evaluated. */
    static final String FILE = "labels.tsv";

    private static final int FIELDS = 7;

    private final List<Label> labels;

    private Labels(List<Label> labels) {
        this.labels = List.copyOf(labels);
    }

    /** A file of its own prevails. Refused ({@code lab.labels}) with the line that can't be read. */
    static Labels of(Path folder) {
        var own = folder.resolve(FILE);
        try {
            return Files.exists(own) ? parse(Files.readAllLines(own)) : parse(corpora());
        } catch (IOException broken) {
            throw new Rejection("lab.labels", own + " can't be read: " + broken.getMessage());
        }
    }

    private static List<String> corpora() {
        try (InputStream in = Labels.class.getResourceAsStream("corpora.tsv")) {
            return new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Labels parse(List<String> lines) {
        var labels = new ArrayList<Label>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                labels.add(label(line, i + 1));
            }
        }
        return new Labels(labels);
    }

    private static Label label(String line, int number) {
        var fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw refused(number, "has " + fields.length + " fields, not " + FIELDS);
        }
        try {
            return new Label(
                    fields[0],
                    Label.Family.valueOf(fields[1].toUpperCase(Locale.ROOT).replace('-', '_')),
                    Integer.parseInt(fields[2]),
                    any(fields[3], Address::parse),
                    any(fields[4], Labels::ports).orElse(Set.of()),
                    Double.parseDouble(fields[5]),
                    any(fields[6], Address::parse));
        } catch (IllegalArgumentException | Rejection unreadable) {
            throw refused(number, "can't be read: " + unreadable.getMessage());
        }
    }

    private static Rejection refused(int line, String why) {
        return new Rejection("lab.labels", "line " + line + " of the labels " + why);
    }

    private static <T> Optional<T> any(String field, Function<String, T> read) {
        return field.equals("*") ? Optional.empty() : Optional.of(read.apply(field));
    }

    private static Set<Integer> ports(String field) {
        return Arrays.stream(field.split(",")).map(Integer::parseInt).collect(Collectors.toSet());
    }

    /** The label of a capture, the most specific first. */
    Optional<Label> of(String file) {
        return labels.stream()
                .filter(label -> label.covers(file))
                .max((a, b) -> Integer.compare(a.path().length(), b.path().length()));
    }

    /** All captures below a folder that have a label, in the order of their names. */
    List<Labelled> captures(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?"))
                    .sorted()
                    .flatMap(file ->
                            of(name(folder, file)).map(label -> new Labelled(name(folder, file), file, label)).stream())
                    .toList();
        } catch (IOException broken) {
            throw new Rejection("lab.captures", folder + (Files.exists(folder) ? " can't be read" : " is not there"));
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** A capture and what is true of it. */
    record Labelled(String name, Path file, Label label) {}
}

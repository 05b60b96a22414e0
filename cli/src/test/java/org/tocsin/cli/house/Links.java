package org.tocsin.cli.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.cli.house.SourceTree.SourceFile;

/** What documents point at: tests, files, headings (slugs as GitHub makes them). Links to other hosts are not followed. */
final class Links {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z]+:.*");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

    private Links() {}

    /** Tests that a document names as proof, and that are not there. */
    static List<String> missingTests(SourceTree tree) {
        var tests = new HashMap<String, String>();
        tree.java().forEach(f -> tests.put(f.name().replace(".java", ""), f.text()));
        var found = new ArrayList<String>();
        for (var file : tree.markdown()) {
            TEST.matcher(file.text()).results().forEach(named -> {
                var text = tests.getOrDefault(named.group(1), "");
                if (text.isEmpty() || (named.group(2) != null && !text.contains(" " + named.group(2) + "("))) {
                    found.add(file.path() + ": " + named.group());
                }
            });
        }
        return found;
    }

    static List<String> dead(SourceTree tree) {
        var found = new ArrayList<String>();
        for (var file : tree.markdown()) {
            var links = LINK.matcher(CODE.matcher(file.text()).replaceAll(""));
            while (links.find()) {
                var target = links.group(1) == null ? links.group(2) : links.group(1);
                if (!ELSEWHERE.matcher(target).matches() && !resolves(tree, file, target)) {
                    found.add(file.path() + ": " + target);
                }
            }
        }
        return found;
    }

    private static boolean resolves(SourceTree tree, SourceFile from, String target) {
        int hash = target.indexOf('#');
        var path = hash < 0 ? target : target.substring(0, hash);
        var file = path.isEmpty()
                ? from.path()
                : Path.of(from.folder()).resolve(path).normalize().toString();
        if (!tree.has(file)) {
            return false;
        }
        return hash < 0
                || tree.markdown().stream().filter(f -> f.path().equals(file)).anyMatch(f -> headings(f)
                        .contains(target.substring(hash + 1)));
    }

    private static Set<String> headings(SourceFile file) {
        var slugs = new HashSet<String>();
        for (var line : CODE.matcher(file.text())
                .replaceAll(m -> m.group().startsWith("```") ? "" : "$0")
                .split("\n", -1)) {
            if (line.startsWith("#")) {
                var words = line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT);
                slugs.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'));
            }
        }
        return slugs;
    }
}

package org.tocsin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every code with which something can be refused is explained to whoever meets it, by itself or by its area. */
final class RejectionCodesTest {
    private static final Pattern MADE =
            Pattern.compile("(?s)(?:new (?:Rejection|Limit|Refused)|\\breject(?:ed)?|\\brefused?)\\((.*?);");
    private static final Pattern CODE = Pattern.compile("\"([a-z]+\\.[a-z][a-z0-9-]*)\"");
    private static final Pattern EXPLAINED = Pattern.compile("`([a-z]+)\\.([a-z0-9-]+|\\*)`");

    private static Set<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        for (var file : SourceTree.repository().java()) {
            if (file.isMain()) {
                MADE.matcher(file.text())
                        .results()
                        .flatMap(made -> CODE.matcher(made.group(1)).results())
                        .map(code -> code.group(1))
                        .forEach(codes::add);
            }
        }
        return codes;
    }

    private static Set<String> explained() throws IOException {
        return Documents.read("docs/errors.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .flatMap(cell -> EXPLAINED.matcher(cell).results())
                .map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noCodeIsMetWithoutItsExplanation() throws IOException {
        var explained = explained();
        var codes = codes();
        assertThat(codes).hasSizeGreaterThan(200);
        codes.removeIf(
                code -> explained.contains(code) || explained.contains(code.substring(0, code.indexOf('.')) + ".*"));
        assertThat(codes).as("not explained in docs/errors.md").isEmpty();
    }

    @Test
    void noExplanationOutlivesItsCode() throws IOException {
        var codes = codes();
        var areas =
                codes.stream().map(code -> code.substring(0, code.indexOf('.'))).collect(Collectors.toSet());
        // The join codes are a stored state that is told through one constructor call.
        var stored = Set.of("join.used", "join.unknown");
        assertThat(explained())
                .allMatch(
                        code -> codes.contains(code)
                                || stored.contains(code)
                                || (code.endsWith(".*") && areas.contains(code.substring(0, code.indexOf('.')))),
                        "is a code of the sources");
    }
}

package org.tocsin.exchange.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.ImportedList;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What is in force, for foreign enforcers: plain lines, or JSON. Subjects are values that can't hold a line break, a comma or a
 * control character; the plain feed checks it again, because what a stranger wrote must never become a second line.
 */
public final class FeedWriter {
    private FeedWriter() {}

    /** One address or prefix a line, sorted; comment lines on top say when and how many. */
    public static String plain(Collection<Verdict> verdicts, Collection<ImportedList> imports, Instant now) {
        var lines = verdicts.stream()
                .filter(Verdict::inForce)
                .map(Verdict::subject)
                .filter(Subject.Host.class::isInstance)
                .map(Subject::toString);
        var allowed = verdicts.stream()
                .filter(verdict -> verdict.basis() == Verdict.Basis.ALLOWED)
                .map(verdict -> verdict.subject().toString())
                .collect(Collectors.toSet());
        var imported = imports.stream()
                .filter(list -> list.action().compareTo(Action.THROTTLE) >= 0)
                .flatMap(list -> list.entries().stream())
                .map(Object::toString)
                .filter(entry -> !allowed.contains(entry));
        var sorted = Stream.concat(lines, imported)
                .map(FeedWriter::line)
                .distinct()
                .sorted()
                .toList();
        return "# tocsin block list, " + now + ", " + sorted.size() + " entries\n" + joined(sorted);
    }

    /** An object with {@code generated} and {@code verdicts}, each with its action, basis, end and reasons. */
    public static JsonNode json(Collection<Verdict> verdicts, Instant now) {
        var inForce = verdicts.stream()
                .filter(Verdict::inForce)
                .sorted(Comparator.comparing(verdict -> verdict.subject().toString()))
                .toList();
        return Json.object().put("generated", now.toString()).set("verdicts", Json.array(inForce, VerdictJson::of));
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String line(String subject) {
        if (subject.chars().anyMatch(c -> c <= ' ' || c == ',' || c == 127)) {
            throw new Rejection("feed.line", "a subject would break out of its line");
        }
        return subject;
    }
}

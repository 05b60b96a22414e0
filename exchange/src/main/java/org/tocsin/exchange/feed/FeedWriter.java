package org.tocsin.exchange.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.ImportedList;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

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
        var allowed = allowed(verdicts);
        var imported = imports.stream()
                .filter(list -> list.action().compareTo(Action.THROTTLE) >= 0)
                .flatMap(list -> entries(list, allowed))
                .map(Object::toString);
        var sorted = Stream.concat(lines, imported)
                .map(FeedWriter::line)
                .distinct()
                .sorted()
                .toList();
        return "# tocsin block list, " + now.truncatedTo(ChronoUnit.MILLIS) + ", " + sorted.size() + " entries\n"
                + joined(sorted);
    }

    /** What a person let in; it is let in also where a list names a range around it. */
    private static List<Prefix> allowed(Collection<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.basis() == Verdict.Basis.ALLOWED)
                .map(Verdict::subject)
                .<Prefix>mapMulti((subject, to) -> {
                    if (subject instanceof Subject.Host(var prefix)) {
                        to.accept(prefix);
                    }
                })
                .toList();
    }

    private static Stream<Prefix> entries(ImportedList list, List<Prefix> allowed) {
        if (allowed.isEmpty()) {
            return list.entries().stream();
        }
        return list.entries().stream().flatMap(entry -> {
            var left = List.of(entry);
            for (var hole : allowed) {
                if (left.stream().anyMatch(part -> part.covers(hole) || hole.covers(part))) {
                    left = left.stream()
                            .flatMap(part -> part.without(hole).stream())
                            .toList();
                }
            }
            return left.stream();
        });
    }

    /**
     * An object with {@code generated}, {@code verdicts}, each with its action, basis, end and reasons, and {@code imports}, each with its
     * name, action, end and entries; what a person let in is cut out of them.
     */
    public static JsonNode json(Collection<Verdict> verdicts, Collection<ImportedList> imports, Instant now) {
        var inForce = verdicts.stream()
                .filter(Verdict::inForce)
                .sorted(Comparator.comparing(verdict -> verdict.subject().toString()))
                .toList();
        var allowed = allowed(verdicts);
        var json = Json.object().put("generated", now.toString());
        json.set("verdicts", Json.array(inForce, VerdictJson::of));
        json.set("imports", Json.array(List.copyOf(imports), list -> imported(list, allowed)));
        return json;
    }

    private static JsonNode imported(ImportedList list, List<Prefix> allowed) {
        return Json.object()
                .put("name", list.name())
                .put("action", VerdictJson.word(list.action()))
                .put("until", list.until().toString())
                .set(
                        "entries",
                        Json.array(entries(list, allowed).toList(), entry -> StringNode.valueOf(entry.toString())));
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

package org.tocsin.node.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tocsin.exchange.Verdict;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.platform.store.EventLog;
import tools.jackson.databind.JsonNode;

/** What the timeline said last of verdicts: after a restart one that still is as it was told is no news to anybody. */
final class Told {
    /** An own block is judged again from its report, which was written a moment after it, and in milliseconds. */
    private static final Duration SAME_END = Duration.ofMinutes(1);

    private final Map<String, JsonNode> last = new HashMap<>();

    /**
     * Reads every line about verdicts once, if there are verdicts.
     *
     * @param events lines of before the restart
     * @param verdicts those that may have been told
     */
    Told(EventLog events, Collection<Verdict> verdicts) {
        var subjects =
                verdicts.stream().map(verdict -> verdict.subject().toString()).collect(Collectors.toSet());
        if (!subjects.isEmpty()) {
            events.each(List.of(Beat.Kind.VERDICT.word()), Instant.EPOCH, event -> Beat.of(event.body())
                    .filter(beat -> subjects.contains(beat.subject()))
                    .ifPresent(beat -> last.put(beat.subject(), beat.detail())));
        }
    }

    /** Whether the last line about it says the same; of what does nothing the end is no part of it. */
    boolean says(Verdict verdict) {
        var now = Stories.detail(verdict);
        var before = last.get(verdict.subject().toString());
        boolean ends = verdict.inForce() || verdict.basis() == Verdict.Basis.ALLOWED;
        return before != null
                && before.path("action").equals(now.path("action"))
                && before.path("basis").equals(now.path("basis"))
                && (!ends || isSame(before.path("until").asString(""), verdict.until()));
    }

    private static boolean isSame(String told, Instant until) {
        try {
            return Duration.between(Instant.parse(told), until).abs().compareTo(SAME_END) < 0;
        } catch (DateTimeParseException unread) {
            return false;
        }
    }
}

package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;

/**
 * Whose word about which subject confirms nobody any more: own evidence has borne it out already, or this node had told of it
 * before. It counts once: a member that commands one attacker would buy trust with every packet of it. And it counts only of who
 * came first: an echo of our own indicator needs no detector, and our next finding would pay for it. What this node itself tells
 * is marked as well. A mark outlives its report, else reporting and retracting in turn would do the same.
 */
final class Confirmations {
    /** Each hangs on an own finding, so that pushing the oldest out pays nobody. */
    static final int MOST = 100_000;

    /** As long as a report of any class can live. */
    static final Duration LASTS = Arrays.stream(AttackClass.values())
            .map(AttackClass::life)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    private final Map<Word, Instant> marks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Word, Instant> eldest) {
            return size() > MOST;
        }
    };

    private record Word(Fingerprint reporter, Subject subject) {}

    /** Marks it; false if it was marked already. */
    boolean mark(Fingerprint reporter, Subject subject, Instant now) {
        boolean news = !isMarked(reporter, subject, now);
        if (news) {
            renew(reporter, subject, now);
        }
        return news;
    }

    boolean isMarked(Fingerprint reporter, Subject subject, Instant now) {
        var marked = marks.get(new Word(reporter, subject));
        return marked != null && now.isBefore(marked.plus(LASTS));
    }

    /** Marks it from now on, whenever it was marked before. */
    void renew(Fingerprint reporter, Subject subject, Instant now) {
        var word = new Word(reporter, subject);
        marks.remove(word);
        marks.put(word, now);
    }
}

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
 * Whose word about which subject own evidence has borne out already. It counts once: a member that commands one attacker would
 * buy trust with every packet of it. A mark outlives its report, else reporting and retracting in turn would do the same.
 */
final class Confirmations {
    /** Each took an own finding, so that pushing the oldest out pays nobody. */
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
        var word = new Word(reporter, subject);
        var before = marks.get(word);
        if (before != null && now.isBefore(before.plus(LASTS))) {
            return false;
        }
        marks.remove(word);
        marks.put(word, now);
        return true;
    }
}

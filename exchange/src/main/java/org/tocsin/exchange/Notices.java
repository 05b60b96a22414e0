package org.tocsin.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.kernel.Fingerprint;

/** Who has noticed what within the hour: one notice a class, member and hour says all there is to say. */
final class Notices {
    static final Duration ONE_EACH = Duration.ofHours(1);

    private static final int MOST = 10_000;

    private final Map<Key, Instant> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > MOST;
        }
    };

    private record Key(Fingerprint member, AttackClass attack) {}

    /** Whether it is the first within the hour, which begins with it then. */
    synchronized boolean isNews(Fingerprint member, AttackClass attack, Instant now) {
        var key = new Key(member, attack);
        var before = last.get(key);
        boolean news = before == null || !now.isBefore(before.plus(ONE_EACH));
        if (news) {
            last.remove(key);
            last.put(key, now);
        }
        return news;
    }
}

package org.tocsin.federation.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.Checkpoint;

/**
 * Finds out whether a log shows others what it shows here. A head accuses nobody: it makes its teller show the signed checkpoint,
 * and that accuses if the log's own keys have signed it. Source: FORMATS, heads, show, shown.
 */
final class Gossip {
    private static final System.Logger LOG = System.getLogger(Gossip.class.getName());
    /** A doubt is raised once in a while with the same teller: forged heads must not buy signatures to check. */
    private static final long AGAIN = Duration.ofSeconds(20).toNanos();

    private static final int MOST_DOUBTS = 4_096;

    private final Collection<FollowedLog> logs;
    private final Clock clock;
    private final Map<Doubt, Long> doubts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Doubt, Long> eldest) {
            return size() > MOST_DOUBTS;
        }
    };

    private final Map<Doubt, Boolean> unanswered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Doubt, Boolean> eldest) {
            return size() > MOST_DOUBTS;
        }
    };

    private int turn;

    /** Who told something else about which log. */
    private record Doubt(Fingerprint teller, String origin) {}

    /** A log that told two truths. */
    record Lie(FollowedLog log, Checkpoint held, Checkpoint shown) {}

    /** A head of a followed log and whose it is. */
    record Told(Fingerprint peer, Frame.Head head) {}

    /** @param logs all that are followed, live */
    Gossip(Collection<FollowedLog> logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** Some heads that grew since they were last told, in turn: those that do not fit come with the next frame. */
    List<Told> news(int most) {
        var all = List.copyOf(logs);
        var news = new ArrayList<Told>();
        for (int i = 0; i < all.size() && news.size() < most; i++) {
            var log = all.get(Math.floorMod(turn++, all.size()));
            log.news().ifPresent(head -> news.add(new Told(log.name.peer(), head)));
        }
        return news;
    }

    /** Which signed checkpoints a teller of heads must show. */
    List<Frame.Show> doubt(Fingerprint teller, List<Frame.Head> heads) {
        return heads.stream()
                .filter(head -> named(head.origin()).stream().anyMatch(log -> log.contradicts(head)))
                .filter(head -> raise(new Doubt(teller, head.origin())))
                .map(head -> new Frame.Show(head.origin(), head.size()))
                .toList();
    }

    private synchronized boolean raise(Doubt doubt) {
        long now = clock.nanos();
        var before = doubts.get(doubt);
        if (before != null && now - before < AGAIN) {
            return false;
        }
        doubts.remove(doubt);
        doubts.put(doubt, now);
        unanswered.put(doubt, true);
        return true;
    }

    /** The signed checkpoint behind a head that was told from here. */
    Optional<Frame.Shown> show(Frame.Show asked) {
        return named(asked.origin()).stream()
                .flatMap(log -> log.shown(asked.size()).stream())
                .findFirst()
                .map(checkpoint -> new Frame.Shown(asked.origin(), checkpoint.encoded()));
    }

    /** Judges what a teller shows; without a doubt of ours it is not even looked at. */
    Optional<Lie> judge(Fingerprint teller, Frame.Shown shown) {
        if (!isDoubted(new Doubt(teller, shown.origin()))) {
            LOG.log(System.Logger.Level.DEBUG, "{0} shows a checkpoint that nobody asked for", teller);
            return Optional.empty();
        }
        var checkpoint = Checkpoint.parse(shown.checkpoint().toArray());
        for (var log : named(shown.origin())) {
            var held = log.brokenBy(checkpoint);
            if (held.isPresent()) {
                return Optional.of(new Lie(log, held.get(), checkpoint));
            }
        }
        LOG.log(System.Logger.Level.WARNING, "{0} contradicted {1} and could not prove it", teller, shown.origin());
        return Optional.empty();
    }

    /** A doubt is answered once; it stays on record so that it is not raised again at once. */
    private synchronized boolean isDoubted(Doubt doubt) {
        return unanswered.remove(doubt) != null;
    }

    private List<FollowedLog> named(String origin) {
        return logs.stream().filter(log -> log.name.origin().equals(origin)).toList();
    }
}

package org.tocsin.lab.drill;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;

/** Tells what organisations see, in the order in which it happened, while a scene is being told; silent in between. */
final class Narrator {
    private static final Set<String> TOLD = Set.of(
            Beat.Kind.FINDING.word(),
            Beat.Kind.STATEMENT.word(),
            Beat.Kind.VERIFIED.word(),
            Beat.Kind.VERDICT.word(),
            Beat.Kind.IN_FORCE.word(),
            Beat.Kind.SUSPECT.word(),
            Beat.Kind.QUARANTINE.word(),
            Beat.Kind.REFUSED.word(),
            Beat.Kind.CLOSED.word(),
            Beat.Kind.LIE.word(),
            Beat.Kind.TROUBLE.word());

    /** How long a line waits for earlier ones: what other processes tell arrives a little later than what this one sees. */
    private static final Duration HOLD = Duration.ofMillis(150);

    private record Line(long nanos, int order, String org, String word, String text) {}

    private final Stage stage;
    private final Clock clock;
    private final Set<String> refused = new HashSet<>();
    private final PriorityQueue<Line> held =
            new PriorityQueue<>(Comparator.comparingLong(Line::nanos).thenComparingInt(Line::order));
    private int lines;
    private volatile boolean telling;
    private long finding = Long.MIN_VALUE;

    Narrator(Stage stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
    }

    synchronized void begin(String title) {
        release(Long.MAX_VALUE);
        stage.says(title);
        if (!telling) {
            telling = true;
            Thread.ofVirtual().name("tocsin-drill-narrator").start(this::follow);
        }
        refused.clear();
        finding = Long.MIN_VALUE;
    }

    /** Waits for what is still on its way, and tells it. */
    void end() throws InterruptedException {
        Thread.sleep(HOLD);
        synchronized (this) {
            release(Long.MAX_VALUE);
            telling = false;
        }
    }

    /** Something that the drill itself did or saw. */
    synchronized void tell(long nanos, String org, String word, String text) {
        if (telling) {
            held.add(new Line(nanos, lines++, org, word, text));
        }
    }

    /** In one process this stands on the road that is measured: without a story no lock is taken. */
    void hear(Seen seen) {
        if (telling && TOLD.contains(seen.kind())) {
            keep(seen);
        }
    }

    private synchronized void keep(Seen seen) {
        if (seen.is(Beat.Kind.REFUSED) && !refused.add(seen.org() + " " + seen.subject())) {
            return; // whoever is refused tries again and again; the first time tells it all
        }
        held.add(new Line(seen.nanos(), lines++, Cast.name(seen.org()), seen.kind(), seen.text()));
    }

    private void follow() {
        try {
            while (tellOlder()) {
                Thread.sleep(HOLD.dividedBy(5));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean tellOlder() {
        release(clock.nanos() - HOLD.toNanos());
        return telling;
    }

    /** Tells what happened before that moment, in the order in which it happened. */
    private void release(long before) {
        for (var line = held.peek(); line != null && line.nanos() < before; line = held.peek()) {
            held.remove();
            boolean isFinding = line.word().equals(Beat.Kind.FINDING.word());
            var at = clock.now().minusNanos(clock.nanos() - line.nanos());
            stage.event(at, isFinding ? -1 : offset(line.nanos()), line.org(), line.word(), line.text());
            if (isFinding) {
                finding = line.nanos();
            }
        }
    }

    private long offset(long nanos) {
        return finding == Long.MIN_VALUE || nanos < finding ? -1 : nanos - finding;
    }
}

package org.tocsin.lab.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tocsin.kernel.Clock;

/**
 * Everything that all organisations have told so far. To tell costs a queue: in one process it stands on the road that is
 * measured, so nobody is woken by it, and whoever waits for a line looks each millisecond.
 */
final class Board {
    private final Queue<Seen> told = new ConcurrentLinkedQueue<>();
    private final List<Seen> lines = new ArrayList<>();
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final Clock clock;
    private final Consumer<Seen> narrator;

    Board(Clock clock, Consumer<Seen> narrator) {
        this.clock = clock;
        this.narrator = narrator;
    }

    void add(Seen seen) {
        told.add(seen);
        narrator.accept(seen);
    }

    /** Where the board stands, to wait for lines from here on. */
    synchronized int mark() {
        return lines().size();
    }

    synchronized List<Seen> since(int mark, Predicate<Seen> wanted) {
        var lines = lines();
        return lines.subList(mark, lines.size()).stream().filter(wanted).toList();
    }

    /** Waits for the first line behind the mark that fits. */
    Optional<Seen> await(int mark, Predicate<Seen> wanted, Duration most) throws InterruptedException {
        long end = clock.nanos() + most.toNanos();
        int at = mark;
        while (true) {
            var news = behind(at);
            for (var seen : news) {
                if (wanted.test(seen)) {
                    return Optional.of(seen);
                }
            }
            at += news.size();
            if (clock.nanos() - end >= 0) {
                return Optional.empty();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private synchronized List<Seen> behind(int mark) {
        var lines = lines();
        return List.copyOf(lines.subList(mark, lines.size()));
    }

    /** All lines, what was told meanwhile included. */
    private List<Seen> lines() {
        for (var seen = told.poll(); seen != null; seen = told.poll()) {
            lines.add(seen);
        }
        return lines;
    }
}

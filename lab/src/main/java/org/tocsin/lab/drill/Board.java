package org.tocsin.lab.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tocsin.kernel.Clock;

/** Everything that all organisations have told so far; whoever waits for a line is woken by it. */
final class Board {
    private final List<Seen> lines = new ArrayList<>();
    private final Clock clock;
    private final Consumer<Seen> narrator;

    Board(Clock clock, Consumer<Seen> narrator) {
        this.clock = clock;
        this.narrator = narrator;
    }

    void add(Seen seen) {
        synchronized (this) {
            lines.add(seen);
            notifyAll();
        }
        narrator.accept(seen);
    }

    /** Where the board stands, to wait for lines from here on. */
    synchronized int mark() {
        return lines.size();
    }

    synchronized List<Seen> since(int mark, Predicate<Seen> wanted) {
        return lines.subList(mark, lines.size()).stream().filter(wanted).toList();
    }

    /** Waits for the first line behind the mark that fits. */
    synchronized Optional<Seen> await(int mark, Predicate<Seen> wanted, Duration most) throws InterruptedException {
        long end = clock.nanos() + most.toNanos();
        int at = mark;
        while (true) {
            for (; at < lines.size(); at++) {
                if (wanted.test(lines.get(at))) {
                    return Optional.of(lines.get(at));
                }
            }
            long left = (end - clock.nanos()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
    }
}

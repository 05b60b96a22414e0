package org.tocsin.lab.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.tocsin.node.chronicle.Beat;

/** A real capture instead of the generator: the first organisation's tap reads it as it is. */
final class ReplayScene {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Crew crew;

    ReplayScene(Crew crew) {
        this.crew = crew;
    }

    void play(Path capture) throws IOException, InterruptedException {
        crew.narrator.begin("acme's tap reads " + capture.getFileName() + ".");
        int mark = crew.board.mark();
        Files.copy(capture, crew.member(0).tap());
        crew.member(0).tap().flush();
        var first = crew.board.await(mark, seen -> seen.is(Beat.Kind.FINDING), FIRST);
        int at = crew.board.mark();
        while (first.isPresent()
                && crew.board
                        .await(at, seen -> seen.is(Beat.Kind.FINDING), QUIET)
                        .isPresent()) {
            at = crew.board.mark();
        }
        int findings =
                crew.board.since(mark, seen -> seen.is(Beat.Kind.FINDING)).size();
        int said = crew.board.since(mark, seen -> seen.is(Beat.Kind.STATEMENT)).size();
        int inForce = crew.board
                .since(mark, seen -> seen.is(Beat.Kind.IN_FORCE) && seen.org() != 0)
                .size();
        crew.tally.step(
                "the capture was read",
                true,
                findings + " findings at acme, " + said + " statements shared, " + inForce
                        + " verdicts in force elsewhere");
        crew.narrator.end();
    }
}

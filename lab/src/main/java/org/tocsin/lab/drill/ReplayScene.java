package org.tocsin.lab.drill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;

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
        long packets = packets(capture);
        Files.copy(capture, crew.member(0).tap());
        crew.member(0).tap().flush();
        long read = read(packets);
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
        judgeRead(
                crew.tally,
                packets,
                read,
                findings == 0
                        ? "no finding in it, so that nothing was to be shared"
                        : findings + " findings at acme, " + said + " statements shared, " + inForce
                                + " verdicts in force elsewhere");
        crew.narrator.end();
    }

    /** A tap that stopped half way has found what it has found: the step holds only where all of the capture was read. */
    static void judgeRead(Tally tally, long packets, long read, String found) {
        tally.step(
                "the capture was read to its end",
                packets > 0 && read == packets,
                read + " of " + packets + " packets were read; " + found);
    }

    /** Packets of a capture, up to where it is damaged. */
    static long packets(Path capture) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(capture))) {
            var frames = Capture.of(in);
            var frame = new Frame();
            long packets = 0;
            while (frames.next(frame)) {
                packets++;
            }
            return packets;
        }
    }

    /** How many the tap has read once it has them all, or reads no more. */
    private long read(long packets) throws IOException, InterruptedException {
        long read = -1;
        for (long now = crew.member(0).packets();
                now < packets && now > read;
                now = crew.member(0).packets()) {
            read = now;
            Thread.sleep(QUIET);
        }
        return crew.member(0).packets();
    }
}

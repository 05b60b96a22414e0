package org.tocsin.node.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.edge.Kept;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.wire.capture.LinkType;

final class CapturesTest {
    private static final int SIZE = 100;

    @TempDir
    Path folder;

    private final Set<String> confirmed = new HashSet<>();

    private Captures open(long mostBytes) throws IOException {
        return new Captures(
                folder.resolve("captures"), mostBytes, _ -> true, confirmed::contains, Clock.system(), Meter.none());
    }

    private static String id(int number) {
        return "00000000" + number + "-00000";
    }

    private static List<Kept> frames(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(number ->
                        new Kept(number, number * 1_000, LinkType.ETHERNET, SIZE, Bytes.owning(new byte[SIZE])))
                .toList();
    }

    /** All that was taken over is written when it is closed. */
    private void kept(long mostBytes, int... incidents) throws IOException {
        try (var captures = open(mostBytes)) {
            for (int number : incidents) {
                captures.keep(id(number), frames(1, 3));
            }
        }
    }

    @Test
    void packetsOfTwoFindingsAreKeptOnceAndInOrder() throws IOException {
        try (var captures = open(Captures.MOST_BYTES)) {
            captures.keep(id(1), frames(1, 5));
            captures.keep(id(1), frames(3, 8));
        }
        try (var captures = open(Captures.MOST_BYTES)) {
            assertThat(captures.lines(id(1)))
                    .extracting(FrameLine::at)
                    .containsExactlyElementsOf(frames(1, 8).stream()
                            .map(frame -> Instant.ofEpochSecond(0, frame.nanos()))
                            .toList());
        }
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        kept(Captures.MOST_BYTES, 1);
        var file = folder.resolve("captures").resolve(id(1) + ".pcap");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theOldestGoFirstAndConfirmedOnesLast() throws IOException {
        confirmed.add(id(1));
        kept(1_000, 1, 2, 3, 4);
        try (var captures = open(1_000)) {
            assertThat(captures.read(id(1))).isPresent();
            assertThat(captures.read(id(2))).isEmpty();
            assertThat(captures.read(id(3))).isEmpty();
            assertThat(captures.read(id(4))).isPresent();
        }
    }

    @Test
    void anIncidentThatRunsForHoursStaysSmall() throws IOException {
        try (var captures = open(Captures.MOST_BYTES)) {
            for (int i = 0; i < 20; i++) {
                captures.keep(id(1), frames(1 + 64L * i, 64 + 64L * i));
            }
        }
        try (var captures = open(Captures.MOST_BYTES)) {
            assertThat(captures.lines(id(1))).hasSize(Captures.MOST_FRAMES);
        }
    }

    @Test
    void whatACrashHasLeftIsDeletedAndWhatIsNotOursIsNot() throws IOException {
        kept(Captures.MOST_BYTES, 1, 2);
        var files = folder.resolve("captures");
        Files.writeString(files.resolve(id(2) + ".pcap.new"), "half");
        Files.writeString(files.resolve("mine.pcap"), "somebody's");
        try (var captures = new Captures(files, id(1)::equals, _ -> false, Clock.system(), Meter.none())) {
            assertThat(captures.read(id(2))).isEmpty();
        }
        try (var left = Files.list(files)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(id(1) + ".pcap", "mine.pcap");
        }
    }

    @Test
    void anErasedIncidentTakesItsPacketsAlong() throws IOException {
        kept(Captures.MOST_BYTES, 1, 2);
        try (var captures = open(Captures.MOST_BYTES)) {
            captures.erase(List.of(id(1)));
            assertThat(captures.read(id(1))).isEmpty();
            assertThat(captures.read(id(2))).isPresent();
        }
        assertThat(folder.resolve("captures").resolve(id(1) + ".pcap")).doesNotExist();
    }
}

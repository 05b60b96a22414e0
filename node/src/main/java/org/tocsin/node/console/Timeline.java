package org.tocsin.node.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;

/**
 * All lines about one subject, oldest first, each with its distance from the finding, or from the peer's verified word, that it
 * follows from. The axis is logarithmic, 10 us to 100 s, so that microseconds and minutes can be seen side by side.
 */
final class Timeline {
    private static final int LOOKED_AT = 10_000;
    private static final int MOST_LINES = 200;
    private static final double AXIS_FROM_MS = 0.01;
    private static final int AXIS_DECADES = 7;
    private static final long ONE_STORY = Duration.ofMinutes(10).toNanos();

    /** After so long another batch begins another story. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Chrome chrome;
    private final List<StoryPage.Line> lines = new ArrayList<>();
    private @Nullable Beat anchor;
    private int refused;
    private @Nullable Beat firstRefused;
    private @Nullable Beat lastRefused;

    private Timeline(Chrome chrome) {
        this.chrome = chrome;
    }

    /** Lines about a subject, with those of peers' batches that brought its verdicts; oldest first. */
    static List<Beat> about(List<Beat> newestFirst, String text, Optional<Subject> subject) {
        var found = new ArrayList<Beat>();
        var causes = new HashSet<Long>();
        for (var beat : newestFirst) {
            boolean brought = beat.kind() == Beat.Kind.VERIFIED && causes.contains(beat.number());
            if (brought || isAbout(beat, text, subject)) {
                found.add(beat);
                if (beat.kind() == Beat.Kind.VERDICT) {
                    causes.add(beat.cause());
                }
            }
        }
        found.sort(Comparator.comparingLong(Beat::nanos).thenComparingLong(Beat::number));
        return found;
    }

    private static boolean isAbout(Beat beat, String text, Optional<Subject> subject) {
        if (beat.subject().equals(text)
                || subject.map(Subject::toString).filter(beat.subject()::equals).isPresent()) {
            return true;
        }
        return switch (beat.kind()) {
            case REFUSED, OPENED, CLOSED ->
                subject.isPresent()
                        && subject.get() instanceof Subject.Host(var prefix)
                        && within(beat, prefix::contains);
            case FINDING, STATEMENT, VERIFIED, VERDICT, IN_FORCE, SUSPECT, QUARANTINE, PEER, LIE, FEEDBACK, TROUBLE ->
                false;
        };
    }

    private static boolean within(Beat beat, Predicate<Address> prefix) {
        try {
            return prefix.test(Address.parse(beat.subject()));
        } catch (Rejection noAddress) {
            return false;
        }
    }

    static int lookedAt() {
        return LOOKED_AT;
    }

    static List<StoryPage.Line> lines(List<Beat> oldestFirst, Chrome chrome) {
        var timeline = new Timeline(chrome);
        var shown = oldestFirst.subList(Math.max(0, oldestFirst.size() - MOST_LINES), oldestFirst.size());
        shown.forEach(timeline::add);
        timeline.tellRefused();
        return timeline.lines;
    }

    private void add(Beat beat) {
        if (beat.kind() == Beat.Kind.REFUSED) {
            refused++;
            firstRefused = firstRefused == null ? beat : firstRefused;
            lastRefused = beat;
            return;
        }
        tellRefused();
        switch (beat.kind()) {
            case FINDING -> {
                packet(beat);
                anchor = beat;
            }
            case VERIFIED -> anchor = fresh(beat) ? beat : anchor;
            case STATEMENT,
                    VERDICT,
                    IN_FORCE,
                    SUSPECT,
                    QUARANTINE,
                    REFUSED,
                    OPENED,
                    CLOSED,
                    PEER,
                    LIE,
                    FEEDBACK,
                    TROUBLE -> {}
        }
        line(beat, beat.kind() == Beat.Kind.FINDING ? Sentences.brief(beat) : beat.text());
    }

    /** A peer's word begins a story only where no finding of our own has begun it just before. */
    private boolean fresh(Beat beat) {
        var before = anchor;
        return before == null || beat.nanos() - before.nanos() > PAUSE;
    }

    /** The packet that decided, read a moment before the finding. */
    private void packet(Beat finding) {
        long packetNanos = finding.detail().path("packetNanos").asLong(0);
        long packet = finding.detail().path("packet").asLong(0);
        if (packetNanos == 0 || packet == 0) {
            return;
        }
        var text = "packet " + Words.number(packet) + " read: it decided; the evidence begins with packet "
                + Words.number(finding.detail().path("firstPacket").asLong(packet));
        lines.add(new StoryPage.Line(
                chrome.moment(finding.at()),
                Words.offset(packetNanos - finding.nanos()),
                -1,
                "grey",
                "·",
                "packet",
                text));
    }

    /** A flood of refusals is one line. */
    private void tellRefused() {
        var first = firstRefused;
        var last = lastRefused;
        if (first == null || last == null) {
            return;
        }
        var text = refused == 1
                ? first.text()
                : Words.number(refused) + " connections were refused before TLS, the last at "
                        + chrome.moment(last.at()).text();
        refused = 0;
        firstRefused = null;
        lastRefused = null;
        line(first, text);
    }

    private void line(Beat beat, String text) {
        var from = anchor;
        long nanos = from == null ? 0 : beat.nanos() - from.nanos();
        boolean placed = from != null && nanos >= 0 && nanos < ONE_STORY;
        boolean begins = from != null && from.number() == beat.number();
        lines.add(new StoryPage.Line(
                chrome.moment(beat.at()),
                begins ? "0" : placed ? Words.offset(nanos) : "",
                placed ? place(nanos) : -1,
                tone(beat),
                symbol(beat),
                beat.kind().word(),
                text));
    }

    /** Where a distance stands on the axis, 0 to 1000. */
    static int place(long nanos) {
        double decades = Math.log10(Math.max(nanos / 1e6, AXIS_FROM_MS) / AXIS_FROM_MS);
        return (int) Math.round(1_000 * Math.min(1, decades / AXIS_DECADES));
    }

    private static String tone(Beat beat) {
        return switch (beat.kind()) {
            case FINDING, QUARANTINE, LIE, REFUSED -> "red";
            case SUSPECT, TROUBLE -> "amber";
            case IN_FORCE -> beat.text().startsWith("lifted") ? "grey" : "green";
            case VERDICT, VERIFIED, STATEMENT, PEER, FEEDBACK -> "blue";
            case OPENED, CLOSED -> "grey";
        };
    }

    private static String symbol(Beat beat) {
        return switch (beat.kind()) {
            case FINDING -> "▲";
            case QUARANTINE, REFUSED -> "■";
            case SUSPECT, LIE, TROUBLE -> "!";
            case IN_FORCE -> beat.text().startsWith("lifted") ? "○" : "●";
            case VERDICT, VERIFIED, STATEMENT, PEER, FEEDBACK -> "◆";
            case OPENED, CLOSED -> "·";
        };
    }
}

package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * The story of one subject: three sentences, what can be done, the timeline, the evidence, the reports.
 *
 * @param kind address, name, URL or device
 * @param device whether it is one of ours
 * @param traits what it says of itself, if it is
 */
@JStache(path = "story")
record StoryPage(
        Frame frame,
        String name,
        String kind,
        boolean device,
        Badge badge,
        String happened,
        String because,
        String doing,
        List<PeerRow.Act> acts,
        List<Line> lines,
        List<Evidence> evidence,
        List<Evidence> traits,
        List<Said> reports) {
    /**
     * One line of the timeline.
     *
     * @param offset since the finding that began it; empty where none did
     * @param x where the offset stands on the axis, 0 to 1000; negative for nowhere
     */
    record Line(Moment at, String offset, int x, String tone, String symbol, String word, String text) {
        boolean onAxis() {
            return x >= 0;
        }

        /** Where the dot's centre is drawn. */
        int cx() {
            return 80 + x * 2_870 / 1_000;
        }
    }

    /** A line of what a detector saw. */
    record Evidence(String name, String value, String expected) {
        boolean compared() {
            return !expected.isEmpty();
        }
    }

    /** A report about it. */
    record Said(
            String reporter,
            String attack,
            String kind,
            Moment at,
            String trust,
            String id,
            String brief,
            List<PeerRow.Act> acts) {}

    boolean silent() {
        return lines.isEmpty();
    }

    boolean hasEvidence() {
        return !evidence.isEmpty();
    }

    boolean hasTraits() {
        return !traits.isEmpty();
    }

    boolean hasReports() {
        return !reports.isEmpty();
    }

    boolean hasActs() {
        return !acts.isEmpty();
    }
}

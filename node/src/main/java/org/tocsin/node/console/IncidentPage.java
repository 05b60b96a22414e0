package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * The story of one incident: three sentences, what a person can say, the timeline, the packets that prove it.
 *
 * @param name who acts
 * @param href where the story of the actor stands
 * @param asks what a person can say now; none after it was said
 * @param acts takes back what was said
 * @param left how many older lines are not shown; empty for none
 * @param packetsLeft how many packets stand in the file only; empty for none
 * @param unproven why there are no packets; empty where there are
 */
@JStache(path = "incident")
record IncidentPage(
        Frame frame,
        String id,
        String name,
        String href,
        Badge badge,
        String happened,
        String because,
        String doing,
        List<Ask> asks,
        List<PeerRow.Act> acts,
        List<StoryPage.Line> lines,
        String left,
        List<StoryPage.Evidence> facts,
        List<Said> said,
        List<Packet> packets,
        String packetsLeft,
        String unproven) {
    /**
     * The form in which a person says what it was.
     *
     * @param kinds of finding to choose from; none where there is one only
     * @param peer whom a device calls; empty for any
     */
    record Ask(List<String> kinds, String peer) {
        boolean choose() {
            return !kinds.isEmpty();
        }
    }

    /** What a person said. */
    record Said(Moment at, String who, String word, String scope, String note) {}

    /**
     * A packet.
     *
     * @param offset since the first one
     */
    record Packet(String offset, String from, String to, String what, String length) {}

    boolean proven() {
        return unproven.isEmpty();
    }

    boolean silent() {
        return lines.isEmpty();
    }

    boolean older() {
        return !left.isEmpty();
    }

    boolean judged() {
        return !said.isEmpty();
    }

    boolean hasActs() {
        return !acts.isEmpty();
    }

    boolean morePackets() {
        return !packetsLeft.isEmpty();
    }
}

package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/** What rings, what is in force, who is with us. */
@JStache(path = "bell")
record BellPage(
        Frame frame,
        List<Need> needs,
        List<Ring> rings,
        String ringsLeft,
        List<Force> forces,
        String forcesLeft,
        List<Force> allowed,
        List<PeerRow> peers,
        boolean tapless,
        String tap) {
    /** Something that waits for a person. */
    record Need(Badge badge, String text, String href, String link) {}

    /**
     * A subject's newest news.
     *
     * @param badge what happened
     * @param what in one sentence
     * @param state what holds now
     * @param past whether it is over
     */
    record Ring(
            String key,
            Badge badge,
            String name,
            String href,
            Moment at,
            String what,
            Badge state,
            String doing,
            boolean past) {}

    /**
     * Something that is in force.
     *
     * @param act the action that ends it; empty when only its source can
     * @param field name of its argument
     * @param value its argument
     */
    record Force(
            String key,
            Badge badge,
            String name,
            String href,
            String why,
            String who,
            Moment until,
            String left,
            String hits,
            String act,
            String field,
            String value) {
        boolean lifts() {
            return !act.isEmpty();
        }

        String word() {
            return switch (act) {
                case "allow" -> "Lift";
                case "disallow" -> "Judge again";
                default -> "Let back in";
            };
        }

        String label() {
            return word() + ": " + name;
        }

        String effect() {
            return switch (act) {
                case "allow" -> "lets it in here for 7 days, whatever is reported; says nothing to others";
                case "disallow" -> "ends the exception; what is known about it decides at once";
                default -> "lets the device connect again; a new finding cuts it off again";
            };
        }

        boolean linked() {
            return !href.isEmpty();
        }

        boolean hit() {
            return !hits.isEmpty();
        }
    }

    boolean waiting() {
        return !needs.isEmpty();
    }

    boolean more() {
        return !ringsLeft.isEmpty();
    }

    boolean moreForces() {
        return !forcesLeft.isEmpty();
    }

    boolean free() {
        return forces.isEmpty();
    }

    boolean quiet() {
        return rings.isEmpty();
    }

    boolean alone() {
        return peers.isEmpty();
    }

    boolean hasAllowed() {
        return !allowed.isEmpty();
    }
}

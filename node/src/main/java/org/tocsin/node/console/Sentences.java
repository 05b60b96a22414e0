package org.tocsin.node.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Verdict;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.flow.Deeds;
import tools.jackson.databind.JsonNode;

/** The words of alarms: what happened, why we think so, what is being done and what you can do. Source: EXPERIENCE, Words. */
final class Sentences {
    private final House house;
    private final Chrome chrome;

    Sentences(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    /** The class of an attack, as a deed. */
    static String deed(String word) {
        return Deeds.of(word);
    }

    static String field(Beat beat, String name) {
        return text(beat.detail(), name);
    }

    static boolean isAtMinipot(JsonNode detail) {
        return text(detail, "class").equals("minipot-login");
    }

    private static String text(JsonNode detail, String name) {
        return detail.path(name).asString("");
    }

    /** One line for the bell. */
    static String brief(Beat finding) {
        var word = field(finding, "class");
        return word.isEmpty() ? finding.text() : words(word) + ": " + field(finding, "observed");
    }

    static String words(String word) {
        return word.replace('-', ' ');
    }

    String happened(String name, Optional<Beat> finding, List<Report> reports) {
        if (finding.isPresent()) {
            var beat = finding.get();
            return "At " + chrome.moment(beat.at()).text() + ", " + name + " " + deed(field(beat, "class"))
                    + whom(beat, name) + ", seen by our own detectors.";
        }
        if (reports.isEmpty()) {
            return "Nobody has reported " + name + ", and it has not been seen here.";
        }
        var first = reports.getFirst();
        var others = reports.size() == 1 ? "" : " and " + Words.count(reports.size() - 1L, "other", "others");
        return reporter(first) + others + " reported that " + name + " "
                + deed(first.attack().word()) + ". It has not been seen attacking here.";
    }

    /** Our device in it: the one that calls a command server, or the one that is attacked. */
    private static String whom(Beat finding, String name) {
        var device = field(finding, "device");
        if (device.isEmpty() || device.equals(name) || field(finding, "address").equals(name)) {
            return "";
        }
        return (field(finding, "class").equals("beacon") ? " by our device " : " at our device ") + device;
    }

    String because(Optional<Beat> finding, Verdict verdict, List<Report> reports) {
        var text = new StringBuilder();
        finding.filter(beat -> !field(beat, "observed").isEmpty()).ifPresent(beat -> text.append("Observed: ")
                .append(field(beat, "observed"))
                .append("; expected: ")
                .append(field(beat, "expected"))
                .append(". "));
        if (finding.isEmpty() || verdict.basis() != Verdict.Basis.LOCAL) {
            text.append(sentence(reason(verdict)));
        }
        var self = house.federation().own().fingerprint();
        long others = reports.stream()
                .filter(report -> report.observed() && !report.reporter().equals(self))
                .count();
        if (others > 0) {
            text.append(' ')
                    .append(Words.count(others, "organisation has", "organisations have"))
                    .append(finding.isPresent() ? " seen it too." : " seen it.");
        }
        long relayed = reports.stream().filter(report -> !report.observed()).count();
        if (relayed > 0) {
            text.append(' ')
                    .append(Words.count(relayed, "passed it on", "passed it on"))
                    .append(", which weighs nothing.");
        }
        return text.toString().strip();
    }

    /** Why, without the measure, which stands in the next sentence. */
    private static String reason(Verdict verdict) {
        var reason = verdict.reasons().getFirst();
        int colon = reason.indexOf(": ");
        return verdict.basis() == Verdict.Basis.FAST_LANE && colon > 0
                ? reason.substring(colon + 2) + ": its word alone counts for two minutes"
                : reason;
    }

    /** What holds now, and what a person can do about it. */
    String doing(Verdict verdict, long refused) {
        var now = house.clock().now();
        var until = until(verdict.until(), now);
        var hits = refused == 0
                ? ""
                : " " + Words.count(refused, "connection was", "connections were") + " refused so far.";
        boolean over = verdict.inForce() && !now.isBefore(verdict.until());
        if (over) {
            return "Nothing any more: the measure ran out at "
                    + chrome.moment(verdict.until()).text() + "." + hits;
        }
        if (verdict.inForce() && house.facts().holders().get().isEmpty()) {
            return "It is on the block list " + until + "; nothing here enforces it, only whoever takes the feed."
                    + hits + " You can let it in.";
        }
        return switch (verdict.action()) {
            case BLOCK ->
                "New connections are refused and live ones closed " + until + "." + hits + " You can let it in.";
            case REFUSE_NEW ->
                "New connections are refused " + until + "; live ones go on." + hits + " You can let it in.";
            case THROTTLE -> "It is throttled " + until + "." + hits + " You can let it in.";
            case WATCH -> "It is watched, and nothing is refused." + hits;
            case IGNORE -> ignored(verdict, until) + hits;
        };
    }

    private static String ignored(Verdict verdict, String until) {
        return switch (verdict.basis()) {
            case ALLOWED -> "Nothing is enforced " + until + ": a person let it in. You can have it judged again.";
            case VETO -> "Nothing, whatever is reported: it is protected.";
            case OWN_TRAFFIC, LOCAL, FULL_TRUST, BLOCK, FAST_LANE, IMPORTED, NOTHING ->
                "Nothing is enforced. You can let it in beforehand, so that no report cuts it off.";
        };
    }

    String until(Instant until, Instant now) {
        return "until " + chrome.moment(until).text() + " (" + Words.span(Duration.between(now, until)) + " left)";
    }

    /** Who stands behind a verdict. */
    String who(Verdict verdict, List<Report> reports) {
        return switch (verdict.basis()) {
            case LOCAL -> "own detectors";
            case FULL_TRUST -> reporters(reports) + ", fully trusted";
            case FAST_LANE -> reporters(reports) + ", fast lane";
            case BLOCK -> Words.count(reports.size(), "organisation", "organisations");
            case ALLOWED -> "a person";
            case VETO -> "the veto list";
            case OWN_TRAFFIC -> "own traffic";
            case IMPORTED -> "an imported list";
            case NOTHING -> "";
        };
    }

    private String reporters(List<Report> reports) {
        var others = reports.stream()
                .filter(report ->
                        !report.reporter().equals(house.federation().own().fingerprint()))
                .toList();
        if (others.isEmpty()) {
            return "a peer";
        }
        return reporter(others.getFirst()) + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more");
    }

    String reporter(Report report) {
        if (report.reporter().equals(house.federation().own().fingerprint())) {
            return "this node";
        }
        return house.federation()
                .peer(report.reporter())
                .map(peer -> peer.domain())
                .orElse("a former peer");
    }

    /** A reason as a sentence of its own. */
    static String sentence(String reason) {
        return reason.isEmpty()
                ? ""
                : reason.substring(0, 1).toUpperCase(Locale.ROOT)
                        + reason.substring(1)
                        + (reason.endsWith(".") ? "" : ".");
    }
}

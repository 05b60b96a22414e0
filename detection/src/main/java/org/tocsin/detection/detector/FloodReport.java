package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;

/** Puts floods into words and numbers. */
final class FloodReport {
    private final Actors actors;
    private final Reporter reporter;

    FloodReport(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.reporter = reporter;
    }

    /** A flood comes to an address. */
    void flooded(Onslaught target, Onslaught.Sort sort, int port) {
        boolean single = target.single();
        long span = reporter.now() - target.firstTime;
        var address = new Address(target.high, target.low);
        var role = actors.inside(target.high, target.low)
                ? single ? new Role.Inbound(target.source(), false) : new Role.Nameless(address)
                : single ? new Role.Stranger(target.source()) : new Role.Nameless(address);
        var subject = actors.find(target.high, target.low);
        reporter.tell(
                subject == null ? address.toString() : subject.id(),
                address,
                role,
                new Draft(
                        Kind.FLOOD,
                        Draft.COUNTED,
                        expected(sort),
                        target.count + " " + sort.what + " in " + Phrases.seconds(span) + " from "
                                + (single
                                        ? "mostly one source"
                                        : "about " + target.sources() + " sources, if they are not forged")
                                + Phrases.again(target.episode, "packets"),
                        single ? List.of(target.source()) : List.of(),
                        port == 0 ? List.of() : List.of(port),
                        false,
                        target.firstNumber,
                        new Evidence(target.count, sort.most, span / 1_000_000, target.episode.repeats())));
    }

    /** A device of ours floods somebody. */
    void floods(Actor device, Outburst out, Onslaught.Sort sort, int port) {
        var run = out.of(sort);
        long span = reporter.now() - run.firstTime;
        var target = new Address(out.high, out.low);
        reporter.tell(
                device.id(),
                device.address(),
                new Role.OwnDevice(device.id(), device.address()),
                new Draft(
                        Kind.FLOOD,
                        Draft.COUNTED,
                        expected(sort),
                        run.count + " " + sort.what + " to one address in " + Phrases.seconds(span) + ", not answered"
                                + Phrases.again(run.episode, "packets"),
                        List.of(target),
                        port == 0 ? List.of() : List.of(port),
                        false,
                        run.firstNumber,
                        new Evidence(run.count, sort.most, span / 1_000_000, run.episode.repeats())));
    }

    private static String expected(Onslaught.Sort sort) {
        return "at most "
                + (sort.rate < 1 ? Math.round(sort.rate * 60) + " a minute" : Math.round(sort.rate) + " a second")
                + " of " + sort.usually + ", and " + sort.most + " beyond that at once";
    }
}

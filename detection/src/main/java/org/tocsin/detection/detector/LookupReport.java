package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Printable;
import org.tocsin.wire.packet.Packet;

/** Puts abuse of names into words and numbers. */
final class LookupReport {
    private final Reporter reporter;

    LookupReport(Reporter reporter) {
        this.reporter = reporter;
    }

    /** @param asked the packet that asks */
    void tunnel(Actor who, Packet asked, Tunnel tunnel, String domain) {
        var run = tunnel.bytes;
        long span = reporter.now() - run.firstTime;
        var resolver = new Address(asked.targetHigh(), asked.targetLow());
        var draft = new Draft(
                Kind.DNS_TUNNEL,
                Draft.TOLD_ONLY,
                "names say where somebody is: at most " + run.level.usual() + " bytes a second below one domain, and "
                        + run.level.most + " beyond that at once",
                run.count + " bytes in " + tunnel.names + " different names below '" + Printable.of(domain) + "' in "
                        + Phrases.seconds(span) + Phrases.again(run.episode, "bytes"),
                List.of(resolver),
                List.of(Lookups.PORT),
                false,
                run.firstNumber,
                new Evidence(run.count, run.level.most, span / 1_000_000, run.episode.repeats()));
        reporter.raise(who, resolver, draft);
    }

    /** @param answer the packet that says that there is no such name */
    void generated(Actor who, Packet answer, Guesses tried, String domain) {
        long now = reporter.now();
        int count = tried.count(now);
        long span = tried.span(now);
        var resolver = new Address(answer.sourceHigh(), answer.sourceLow());
        var draft = new Draft(
                Kind.GENERATED_NAMES,
                Draft.TOLD_ONLY,
                "a device knows the names of its services: fewer than " + Guesses.ENOUGH
                        + " domains within 10 min that look made up and do not exist",
                count + " such domains in " + Phrases.seconds(span) + ", the latest '" + Printable.of(domain) + "'"
                        + Phrases.again(tried.episode, "domains"),
                List.of(resolver),
                List.of(Lookups.PORT),
                false,
                tried.firstNumber(now, reporter.number()),
                new Evidence(
                        Math.max(count, tried.episode.total()),
                        Guesses.ENOUGH - 1,
                        span / 1_000_000,
                        tried.episode.repeats()));
        reporter.raise(who, resolver, draft);
    }
}

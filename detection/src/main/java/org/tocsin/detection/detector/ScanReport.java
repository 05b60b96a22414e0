package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;

/** Puts scans into words and numbers. */
final class ScanReport {
    private final Reporter reporter;

    ScanReport(Reporter reporter) {
        this.reporter = reporter;
    }

    void horizontal(Actor who, FanOut test, int port, boolean datagrams, int usual) {
        var evidence = test.evidence(reporter.now(), port);
        int count = test.peers.count(evidence);
        long span = test.peers.span(evidence);
        var peers = test.peers.addresses(evidence);
        var ports = datagrams ? List.of(port) : test.peers.ports(evidence);
        var expected = "at most " + (usual - 1) + " never-seen peers that stay silent or refuse, within 60 s";
        var observed = count + " never-seen peers tried over " + (datagrams ? "UDP" : "TCP") + " in "
                + Phrases.seconds(span) + ", none answered" + Phrases.again(test.episode, "peers");
        double confidence = Phrases.confidence(count, usual);
        reporter.raise(
                who,
                peers.getFirst(),
                new Draft(
                        Kind.HORIZONTAL_SCAN,
                        confidence,
                        expected,
                        observed,
                        peers,
                        ports,
                        false,
                        test.peers.firstNumber(evidence, reporter.number()),
                        new Evidence(
                                Math.max(count, test.episode.total()),
                                usual - 1,
                                span / 1_000_000,
                                test.episode.repeats())));
    }

    void slow(Actor who, SlowFan test, int port) {
        var evidence = test.evidence(reporter.now(), port);
        int count = test.peers.count(evidence);
        long span = test.peers.span(evidence);
        var peers = test.peers.addresses(evidence);
        var draft = new Draft(
                Kind.HORIZONTAL_SCAN,
                Draft.TOLD_ONLY,
                "fewer than " + SlowFan.ENOUGH
                        + " never-seen peers at one port that stay silent or refuse, within a day",
                count + " never-seen peers tried in " + Phrases.seconds(span)
                        + ", one after another and slowly, none answered" + Phrases.again(test.episode, "peers"),
                peers,
                List.of(port),
                false,
                test.peers.firstNumber(evidence, reporter.number()),
                new Evidence(
                        Math.max(count, test.episode.total()),
                        SlowFan.ENOUGH - 1,
                        span / 1_000_000,
                        test.episode.repeats()));
        reporter.raise(who, peers.getFirst(), draft);
    }

    void vertical(Actor who, Probing.Target target, int usual) {
        long now = reporter.now();
        var ports = target.ports(now);
        boolean handshake = target.weight(now, true) >= usual;
        long span = target.span(now);
        int closed = target.count(now, Probing.Sign.CLOSED);
        int silent = target.count(now, Probing.Sign.SILENCE);
        int aborted = target.count(now, Probing.Sign.ABORTED);
        int probes = target.count(now, Probing.Sign.BARE) + target.count(now, Probing.Sign.TOOL);
        int count = closed + silent + aborted + probes;
        int most = (usual - 1) / Probing.Sign.CLOSED.weight;
        var expected =
                "at most " + most + " such signs at one host within 60 s; a probe that names its tool counts as 3,"
                        + " a silent UDP port as half";
        var observed = new StringBuilder("in ").append(Phrases.seconds(span)).append(" at one host: ");
        Phrases.part(observed, closed, "closed or silent TCP port");
        Phrases.part(observed, silent, "silent UDP port");
        Phrases.part(observed, aborted, "connection reset without a word");
        Phrases.part(observed, probes, "probe of a scanning tool");
        observed.setLength(observed.length() - 2);
        observed.append(Phrases.again(target.episode, "signs"));
        reporter.raise(
                who,
                new Address(target.high, target.low),
                new Draft(
                        Kind.VERTICAL_SCAN,
                        Phrases.confidence(target.weight(now, false), usual),
                        expected,
                        observed.toString(),
                        List.of(new Address(target.high, target.low)),
                        ports,
                        handshake,
                        target.firstNumber(now, reporter.number()),
                        new Evidence(
                                Math.max(count, target.episode.total()),
                                most,
                                span / 1_000_000,
                                target.episode.repeats())));
    }

    void sweep(Actor who, Sweep test, Kind kind) {
        var evidence = test.evidence(reporter.now());
        int count = test.peers.count(evidence);
        long span = test.peers.span(evidence);
        var peers = test.peers.addresses(evidence);
        var what = kind == Kind.ARP_SCAN
                ? "hardware addresses of hosts that nobody has heard of"
                : "echoes of hosts that had not answered before";
        var expected = "fewer than " + test.threshold + " such requests to different hosts within 60 s";
        var observed = count + " different hosts in " + Phrases.seconds(span) + ": asked for " + what
                + Phrases.again(test.episode, "hosts");
        reporter.raise(
                who,
                peers.getFirst(),
                new Draft(
                        kind,
                        Phrases.confidence(count, test.threshold),
                        expected,
                        observed,
                        peers,
                        List.of(),
                        false,
                        test.peers.firstNumber(evidence, reporter.number()),
                        new Evidence(
                                Math.max(count, test.episode.total()),
                                test.threshold - 1,
                                span / 1_000_000,
                                test.episode.repeats())));
    }
}

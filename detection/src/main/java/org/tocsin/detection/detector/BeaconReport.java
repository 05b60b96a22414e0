package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;

/** Puts calls home into words and numbers. */
final class BeaconReport {
    private final Reporter reporter;

    BeaconReport(Reporter reporter) {
        this.reporter = reporter;
    }

    void beacon(Actor who, Beaconing.Peer peer, boolean profiled, boolean named) {
        long span = reporter.now() - peer.firstTime;
        var address = new Address(peer.high, peer.low);
        var expected = profiled
                ? "calls go to peers of the device's profile"
                : "devices find their services by name, and do not call an address again and again on a clock";
        var observed = peer.count + " connections to one " + (named ? "new" : "nameless") + " peer, one every "
                + Phrases.seconds(peer.median()) + " (spread " + Math.round(peer.spread() * 100) + " %), "
                + peer.answered
                + " answered"
                + Phrases.again(peer.episode, "connections");
        double confidence = peer.answered == 0 ? 0.85 : profiled ? 0.8 : 0.7;
        reporter.raise(
                who,
                address,
                new Draft(
                        Kind.BEACON,
                        confidence,
                        expected,
                        observed,
                        List.of(address),
                        List.of(peer.port),
                        peer.answered > 0,
                        peer.firstNumber,
                        new Evidence(peer.count, 0, span / 1_000_000, peer.episode.repeats())));
    }
}

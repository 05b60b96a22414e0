package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Watchlist;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/**
 * Devices of ours that call an address which the organisation, its circle or a list speaks against. Told, and a reason to believe the next
 * sign: an address may have changed hands since it was listed.
 */
final class Hits {
    private final Cases<Hit> cases = new Cases<>(Hit.class);
    private final Watchlist listed;
    private final Reporter reporter;

    /** The calls of one device. */
    private static final class Hit implements Cases.Case {
        private final long key;
        private final Episode episode = new Episode();
        private long firstNumber;
        private long firstTime;
        private long last;

        private Hit(long key) {
            this.key = key;
        }

        @Override
        public long key() {
            return key;
        }

        @Override
        public float weight(long now) {
            return 1 / (1 + (now - last) / 1e9f);
        }
    }

    Hits(Watchlist listed, Reporter reporter) {
        this.listed = listed;
        this.reporter = reporter;
    }

    /** A device of ours calls somebody outside for the first time on these ports. */
    void calls(Packet p, Actor device, long number, long now) {
        if (!listed.lists(p.targetHigh(), p.targetLow())) {
            return;
        }
        var hit = cases.at(device.key(), now, () -> new Hit(device.key()));
        if (hit.episode.touch(now) || hit.episode.total() == 0) {
            hit.firstNumber = number;
            hit.firstTime = now;
        }
        hit.last = now;
        hit.episode.grow();
        if (hit.episode.raise(1, 1)) {
            tell(p, device, hit);
        }
    }

    private void tell(Packet p, Actor device, Hit hit) {
        long span = reporter.now() - hit.firstTime;
        var peer = new Address(p.targetHigh(), p.targetLow());
        reporter.raise(
                device,
                peer,
                new Draft(
                        Kind.INDICATOR_HIT,
                        Draft.TOLD_ONLY,
                        "no device calls an address that a verdict or a list speaks against",
                        "called " + peer + Phrases.again(hit.episode, "calls"),
                        List.of(peer),
                        List.of(p.targetPort()),
                        false,
                        hit.firstNumber,
                        new Evidence(hit.episode.total(), 0, span / 1_000_000, hit.episode.repeats())));
    }

    void forgive(Actor device) {
        cases.forget(one -> one.key == device.key());
    }
}

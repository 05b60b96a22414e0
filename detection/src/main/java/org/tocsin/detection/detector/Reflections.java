package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/**
 * A device of ours that answers an outsider with much more than it was asked with, by a protocol whose sender proves nothing: whoever
 * forges the question has the device flood somebody (Rossow 2014). Told only: the device does what its maker built.
 */
final class Reflections {
    /** Times more than it was asked with. */
    private static final int FACTOR = 5;

    private final Cases<Reflection> cases = new Cases<>(Reflection.class);
    private final Actors actors;
    private final Reporter reporter;

    /** What one device and one outsider exchange. */
    private static final class Reflection implements Cases.Case {
        private final long key;
        private final Run sent = new Run(new Level(2_000, 100_000));
        private long asked;

        private Reflection(long key) {
            this.key = key;
        }

        @Override
        public long key() {
            return key;
        }

        @Override
        public float weight(long now) {
            return sent.weight(now);
        }
    }

    Reflections(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.reporter = reporter;
    }

    /** Whether it is a service that is known to answer with more than it is asked with. */
    private static boolean at(int port) {
        return switch (port) {
            case 19, 53, 69, 111, 123, 137, 161, 389, 1900, 3702, 5353, 5683, 11211 -> true;
            default -> false;
        };
    }

    /** A client asks. */
    void asked(Packet p, Actor sender) {
        var device = !sender.inside && at(p.targetPort()) ? actors.find(p.targetHigh(), p.targetLow()) : null;
        var known = device == null ? null : cases.find(key(device, p.sourceHigh(), p.sourceLow()));
        if (known != null) {
            known.asked += p.payloadLength();
        }
    }

    /** A server answers. */
    void answered(Packet p, Actor device, long number, long now) {
        if (!device.inside || !at(p.sourcePort()) || actors.inside(p.targetHigh(), p.targetLow())) {
            return;
        }
        long key = key(device, p.targetHigh(), p.targetLow());
        var one = cases.at(key, now, () -> new Reflection(key));
        if (one.sent.level.at(now) == 0) {
            one.asked = 0;
        }
        if (one.sent.add(p.payloadLength(), number, now) && one.sent.count > one.asked * FACTOR) {
            tell(p, device, one);
        }
    }

    private static long key(Actor device, long high, long low) {
        return Mix.mix(device.key() ^ Mix.address(high, low));
    }

    private void tell(Packet p, Actor device, Reflection one) {
        long span = reporter.now() - one.sent.firstTime;
        var victim = new Address(p.targetHigh(), p.targetLow());
        reporter.tell(
                device.id(),
                device.address(),
                new Role.Nameless(victim),
                new Draft(
                        Kind.AMPLIFICATION,
                        Draft.COUNTED,
                        "answers to outsiders by a protocol without a handshake stay below " + FACTOR
                                + " times what was asked, or below " + one.sent.level.most + " bytes at once",
                        one.sent.count + " bytes in " + Phrases.seconds(span) + " to one address that asked with "
                                + one.asked + "; who asks in its name has this device flood it"
                                + Phrases.again(one.sent.episode, "bytes"),
                        List.of(victim),
                        List.of(p.sourcePort()),
                        false,
                        one.sent.firstNumber,
                        new Evidence(
                                one.sent.count, one.sent.level.most, span / 1_000_000, one.sent.episode.repeats())));
    }
}

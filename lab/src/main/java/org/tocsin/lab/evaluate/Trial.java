package org.tocsin.lab.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tocsin.lab.evaluate.judge.Alarm;
import org.tocsin.lab.evaluate.judge.Candidate;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.Frames;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** One detector on one stream of packets, and what came of it. */
final class Trial {
    private final Truth truth;
    private final long[] begun;
    private final long[] sent;
    private final List<Optional<Caught>> caught;
    private long first = -1;
    private long last;
    private long packets;
    private int wrong;

    /**
     * An attack that was found.
     *
     * @param what the detector called it
     * @param packets of the attack up to and with the one at which it was decided
     * @param seconds since its first packet
     */
    record Caught(String what, long packets, double seconds) {}

    /**
     * What came of it.
     *
     * @param attacks each that was in the stream; empty: missed
     * @param wrong alarms that tell of no attack
     * @param seconds that the stream lasts
     */
    record Outcome(List<Optional<Caught>> attacks, int wrong, long packets, double seconds) {}

    private Trial(Truth truth) {
        this.truth = truth;
        this.begun = new long[truth.attacks()];
        this.sent = new long[truth.attacks()];
        this.caught = new ArrayList<>(Collections.nCopies(truth.attacks(), Optional.empty()));
    }

    static Outcome run(Frames frames, Truth truth, Candidate candidate, Duration learn) {
        var trial = new Trial(truth);
        var watcher = candidate.maker().make(learn, trial::alarm);
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        while (frames.next(frame)) {
            decoder.decode(frame, packet);
            trial.packet(packet);
            watcher.accept(packet);
        }
        watcher.finish();
        return new Outcome(trial.caught, trial.wrong, trial.packets, (trial.last - trial.first) / 1e9);
    }

    private void packet(Packet packet) {
        first = first < 0 ? packet.time() : first;
        last = Math.max(last, packet.time());
        packets++;
        int attack = truth.of(packet, second(packet.time()));
        if (attack != Truth.NONE && sent[attack]++ == 0) {
            begun[attack] = packet.time();
        }
    }

    private void alarm(Alarm alarm) {
        int attack = truth.of(alarm, second(alarm.time()));
        if (attack == Truth.NONE || sent[attack] == 0) {
            wrong++;
        } else if (caught.get(attack).isEmpty()) {
            double delay = (alarm.time() - begun[attack]) / 1e9;
            caught.set(attack, Optional.of(new Caught(alarm.what(), sent[attack], delay)));
        }
    }

    private double second(long time) {
        return (time - first) / 1e9;
    }
}

package org.tocsin.lab.evaluate.judge;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Finding;
import org.tocsin.wire.packet.Packet;

/**
 * A detector that takes part.
 *
 * @param name in tables
 * @param ready while it still learns: it may be judged from the first packet on
 */
public record Candidate(String name, boolean ready, Maker maker) {
    /** Makes it anew for each capture. */
    @FunctionalInterface
    public interface Maker {
        /** @param learn how much of the capture it may learn from before it is judged */
        Watcher make(Duration learn, Consumer<Alarm> alarms);
    }

    /** Ours first, the simple rules beside it: what does not beat them is not worth its cost. */
    public static List<Candidate> all() {
        return List.of(
                new Candidate("tocsin", true, Candidate::ours),
                new Candidate("three-line rule", false, FanOutRule::new),
                new Candidate("z-score", false, ZScore::new));
    }

    private static Watcher ours(Duration learn, Consumer<Alarm> alarms) {
        var detection =
                new Detection(DetectionSettings.defaults().withLearn(learn), finding -> alarms.accept(of(finding)));
        return new Watcher() {
            @Override
            public void accept(Packet packet) {
                detection.accept(packet);
            }

            @Override
            public void finish() {
                detection.finish();
            }
        };
    }

    private static Alarm of(Finding finding) {
        var time = finding.time();
        return new Alarm(
                finding.packet(),
                time.getEpochSecond() * 1_000_000_000L + time.getNano(),
                finding.address(),
                finding.kind().word());
    }
}

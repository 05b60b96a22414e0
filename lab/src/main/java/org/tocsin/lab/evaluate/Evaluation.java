package org.tocsin.lab.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.evaluate.Labels.Labelled;
import org.tocsin.lab.evaluate.judge.Candidate;
import org.tocsin.wire.capture.Capture;

/**
 * Judges detectors by a folder of labelled captures: attacks as they were recorded, the same laid over benign weeks, and what is raised
 * where nothing is wrong. Nothing is chosen by the labels: every detector runs at its defaults. Source: reference, detection.md 8.
 */
public final class Evaluation {
    /** How much of a capture may be learnt from; ours learns an hour by default. */
    static final List<Duration> LEARN = List.of(Duration.ofMinutes(10), Duration.ofMinutes(60), Duration.ofDays(1));

    private static final Duration DEFAULT = Duration.ofMinutes(60);

    private final Path folder;
    private final Labels labels;
    private final List<Candidate> candidates = Candidate.all();
    private final Consumer<String> talk;

    /** Refused ({@code lab.labels}, {@code lab.captures}) where nothing can be judged. */
    public Evaluation(Path folder, Consumer<String> talk) {
        this.folder = folder;
        this.labels = Labels.of(folder);
        this.talk = talk;
    }

    public Evaluated run() {
        var captures = labels.captures(folder);
        if (captures.isEmpty()) {
            throw new Rejection(
                    "lab.captures",
                    "no capture below " + folder + " has a label; put a " + Labels.FILE + " there (docs/detection.md)");
        }
        var attacks = new ArrayList<EvaluationReport.Attack>();
        var quiet = new TreeMap<String, Rate[]>();
        for (var capture : captures) {
            talk.accept(capture.name());
            if (capture.label().family() == Label.Family.BENIGN) {
                benign(capture, quiet);
            } else {
                attacks.add(attack(capture));
            }
        }
        return new Evaluated(new EvaluationReport(
                candidates.stream().map(Candidate::name).toList(),
                attacks,
                quiet(quiet),
                overlays(captures),
                Cost.measure()));
    }

    private EvaluationReport.Attack attack(Labelled capture) {
        var bytes = read(capture.file());
        var outcomes = candidates.stream()
                .map(one -> Trial.run(
                        Capture.of(bytes),
                        Truth.of(capture.label()),
                        one,
                        one.ready() ? DEFAULT : until(capture.label())))
                .toList();
        return new EvaluationReport.Attack(capture.name(), capture.label().family(), outcomes);
    }

    /** Who can't tell anything while learning learns until the attack begins. */
    private static Duration until(Label label) {
        var begins = Duration.ofMillis((long) (label.from() * 1000));
        return begins.compareTo(DEFAULT) < 0 ? begins : DEFAULT;
    }

    private void benign(Labelled capture, Map<String, Rate[]> quiet) {
        var bytes = read(capture.file());
        var group = capture.name().contains("/")
                ? capture.name().substring(0, capture.name().indexOf('/'))
                : capture.name();
        var rates = quiet.computeIfAbsent(group, _ -> nothing());
        for (int i = 0; i < candidates.size(); i++) {
            var outcome = Trial.run(Capture.of(bytes), Truth.of(capture.label()), candidates.get(i), DEFAULT);
            double days = outcome.seconds()
                    / Duration.ofDays(1).toSeconds()
                    * capture.label().devices();
            rates[i] = rates[i].plus(new Rate(outcome.wrong(), days));
        }
    }

    private Rate[] nothing() {
        var rates = new Rate[candidates.size()];
        Arrays.fill(rates, new Rate(0, 0));
        return rates;
    }

    private static List<EvaluationReport.Quiet> quiet(Map<String, Rate[]> rates) {
        return rates.entrySet().stream()
                .map(group -> new EvaluationReport.Quiet(group.getKey(), List.of(group.getValue())))
                .toList();
    }

    /** Every attack whose attacker is known, laid over every benign capture of a day and more. */
    private List<EvaluationReport.Laid> overlays(List<Labelled> captures) {
        var cuts = captures.stream()
                .filter(one -> one.label().family() != Label.Family.BENIGN)
                .filter(one -> one.label().attacker().isPresent())
                .map(one -> Cut.of(one.name(), read(one.file()), one.label()))
                .filter(cut -> !cut.pieces().isEmpty())
                .toList();
        var laid = new ArrayList<EvaluationReport.Laid>();
        for (var benign : captures) {
            if (benign.label().family() != Label.Family.BENIGN || benign.label().devices() != 1) {
                continue;
            }
            var bytes = read(benign.file());
            var home = Home.of(bytes)
                    .filter(one -> one.to() - one.from() > Duration.ofDays(2).toNanos());
            home.ifPresent(found -> cuts.forEach(cut -> {
                talk.accept(cut.name() + " over " + benign.name());
                laid.add(lay(benign.name(), bytes, found, cut));
            }));
        }
        return laid;
    }

    private EvaluationReport.Laid lay(String benign, byte[] bytes, Home home, Cut cut) {
        var outcomes = new ArrayList<List<Trial.Outcome>>();
        for (var learn : LEARN) {
            outcomes.add(candidates.stream()
                    .map(one -> {
                        var overlay = new Overlay(bytes, home, cut);
                        return Trial.run(overlay, overlay, one, learn);
                    })
                    .toList());
        }
        return new EvaluationReport.Laid(cut.name(), benign, outcomes, Leak.auc(new Overlay(bytes, home, cut), home));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new Rejection("lab.captures", file + " can't be read: " + broken.getMessage());
        }
    }
}

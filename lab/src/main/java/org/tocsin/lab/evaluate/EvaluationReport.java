package org.tocsin.lab.evaluate;

import java.util.List;

/**
 * What an evaluation came to.
 *
 * @param candidates names of the detectors; every list of outcomes has their order
 */
record EvaluationReport(List<String> candidates, List<Attack> attacks, List<Quiet> quiet, List<Laid> laid, Cost cost) {
    EvaluationReport {
        candidates = List.copyOf(candidates);
        attacks = List.copyOf(attacks);
        quiet = List.copyOf(quiet);
        laid = List.copyOf(laid);
    }

    /** An attack as it was recorded. */
    record Attack(String capture, Label.Family family, List<Trial.Outcome> outcomes) {}

    /** Alarms where nothing is wrong, of all captures of a group. */
    record Quiet(String group, List<Rate> rates) {}

    /**
     * An attack laid three times over a benign week.
     *
     * @param outcomes by time of learning, then by detector
     * @param leak how far the overlay gives itself away, 0.5 if not at all
     */
    record Laid(String attack, String benign, List<List<Trial.Outcome>> outcomes, double leak) {}
}

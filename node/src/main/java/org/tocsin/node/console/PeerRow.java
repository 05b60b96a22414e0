package org.tocsin.node.console;

import java.util.List;

/**
 * A peer, as Bell and Circle show it.
 *
 * @param link how the connection stands, in words
 * @param trust as a number; empty before it is accepted
 * @param weight what its word does here
 * @param lags its lag of the last 24 h; none before it is accepted
 * @param acts what can be done about it
 */
record PeerRow(
        String key,
        String domain,
        Badge badge,
        String link,
        String trust,
        String weight,
        String fingerprint,
        String brief,
        String urls,
        List<Spark> lags,
        List<Act> acts) {
    /**
     * A button.
     *
     * @param name of the action
     * @param value its argument
     * @param word on the button
     * @param effect what it will do
     */
    record Act(String name, String field, String value, String word, String effect, boolean grave) {}

    boolean trusted() {
        return !trust.isEmpty();
    }
}

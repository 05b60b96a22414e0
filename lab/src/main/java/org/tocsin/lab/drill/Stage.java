package org.tocsin.lab.drill;

import java.time.Instant;

/** Where a drill is shown: a terminal, or nowhere. */
public interface Stage {
    /** Long work goes on; {@code done} of {@code of}. */
    void progress(String what, int done, int of);

    /** A sentence between events, such as a scene's title. */
    void says(String sentence);

    /**
     * One event of the timeline; they come in the order in which they happened.
     *
     * @param at when it happened
     * @param offsetNanos since the finding that it follows from; negative for an event before any finding
     * @param word the kind of event, one or two words
     */
    void event(Instant at, long offsetNanos, String org, String word, String text);

    /** Shows nothing. */
    static Stage none() {
        return new Stage() {
            @Override
            public void progress(String what, int done, int of) {}

            @Override
            public void says(String sentence) {}

            @Override
            public void event(Instant at, long offsetNanos, String org, String word, String text) {}
        };
    }
}

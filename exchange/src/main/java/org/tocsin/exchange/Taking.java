package org.tocsin.exchange;

/**
 * What became of somebody's statement, for whoever keeps account of it. Told on the thread that brought it about; must be short.
 */
public record Taking(Place place, Step step) {
    /** How far it has come. */
    public enum Step {
        /** The exchange has acted on it, in memory. */
        ACTED,
        /** It was refused by name; nothing follows from it. */
        REFUSED,
        /** It came once more, and nothing was done. */
        REPEATED,
        /** What acting on it changed is durable: a restarted node knows that it has acted. */
        DURABLE,
        /** The cursor that has passed it is durable: a restarted node does not even follow it again. */
        PASSED
    }
}

package org.tocsin.policy;

/**
 * Who decided. Each layer is swapped on its own, so that taking back what peers said never lifts what was seen here, and a
 * list of millions is not copied for one verdict.
 */
public enum Layer {
    /** An operator's order; stands above all others, whether it permits or denies. */
    PERSON,
    /** What own detectors saw. */
    LOCAL,
    /** What the trust engine made of reports of peers. */
    VERDICT,
    /** Imported lists. */
    FEED
}

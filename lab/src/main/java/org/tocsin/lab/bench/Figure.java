package org.tocsin.lab.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param peer who else was measured or published, null for nobody
 * @param peerValue theirs, in the same unit
 */
public record Figure(
        String name, double value, String unit, @Nullable String peer, double peerValue) {
    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, Double.NaN);
    }
}

package org.tocsin.edge.minipot;

/** Hears of log-ins, on the minipots' thread; must be quick. What it throws is logged, and the minipots go on. */
@FunctionalInterface
public interface MinipotEvents {
    /** At most {@value Minipots#TOLD_A_MINUTE} a minute; the meter counts what is above. */
    void on(MinipotLogin login);
}

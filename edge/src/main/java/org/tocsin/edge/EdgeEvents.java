package org.tocsin.edge;

/** Hears what the edge did, on the thread that did it; must be quick and must not throw. */
@FunctionalInterface
public interface EdgeEvents {
    /** At most {@value MqttRelay#REFUSALS_TOLD_A_SECOND} refusals a second are told one by one; the meter counts all. */
    void on(EdgeEvent event);
}

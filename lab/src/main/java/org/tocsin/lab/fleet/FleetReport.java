package org.tocsin.lab.fleet;

/**
 * How a fleet fared.
 *
 * @param sent messages that the broker acknowledged
 * @param received messages that arrived at the device that listens
 * @param lost acknowledged and not arrived
 * @param duplicates arrived more than once
 * @param interruptions sessions that were closed on a device or could not be opened
 */
public record FleetReport(long sent, long received, long lost, long duplicates, long interruptions) {
    FleetReport plus(FleetReport other) {
        return new FleetReport(
                sent + other.sent,
                received + other.received,
                lost + other.lost,
                duplicates + other.duplicates,
                interruptions + other.interruptions);
    }

    /** Whether nobody was harmed. */
    public boolean unharmed() {
        return lost == 0 && duplicates == 0 && interruptions == 0;
    }
}

package org.tocsin.lab.evaluate.judge;

import org.tocsin.kernel.Address;

/**
 * What a detector raised.
 *
 * @param packet number of the packet at which it was decided, from 1
 * @param time of that packet, nanoseconds since 1970-01-01T00:00Z
 * @param about whom it accuses, or who suffers where nobody is accused
 * @param what in the detector's own word
 */
public record Alarm(long packet, long time, Address about, String what) {}

package org.tocsin.edge;

import org.tocsin.kernel.Bytes;

/**
 * A frame that a tap has kept.
 *
 * @param number as findings count packets
 * @param nanos since 1970-01-01T00:00Z
 * @param link link type as in the registry of tcpdump.org
 * @param wireLength bytes that it had on the wire
 * @param bytes its first {@value Recorder#SNAP} at most
 */
public record Kept(long number, long nanos, int link, int wireLength, Bytes bytes) {}

package org.tocsin.edge.live;

/**
 * How one interface does.
 *
 * @param reading false while it is gone or down
 * @param seen packets that passed the kernel's filter, since the start
 * @param lost of these the ones that found no room in the ring
 * @param returns how often it has come back
 */
public record PortState(String name, boolean reading, long seen, long lost, int returns) {}

package org.tocsin.edge.minipot;

import org.tocsin.kernel.Address;

/**
 * Who is connected to what.
 *
 * @param source by which it is counted: an IPv4 address or an IPv6 /64
 */
record Guest(Protocol protocol, Address address, Address source, Address here, int port, Visitor visitor) {}

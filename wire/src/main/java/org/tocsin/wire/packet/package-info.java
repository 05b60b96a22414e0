/**
 * Decodes frames in place down to TCP, UDP, ICMP and ARP: Ethernet, 802.1Q, Linux cooked, raw IP; every byte may be forged,
 * so each length is checked against what lies around it and each loop has a bound.
 */
@NullMarked
package org.tocsin.wire.packet;

import org.jspecify.annotations.NullMarked;

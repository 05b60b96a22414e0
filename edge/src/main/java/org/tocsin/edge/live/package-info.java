/**
 * Reads packets off live interfaces of Linux: rings shared with the kernel (packet(7), TPACKET_V2 and V3), a filter in the kernel
 * (classic BPF) that leaves out what this node itself says, and counters of what was lost. Who can send a frame writes what is
 * read here; who can unplug a cable ends it, until it is plugged in again.
 *
 * <p>Start at {@link org.tocsin.edge.live.LiveCapture}.
 */
@NullMarked
package org.tocsin.edge.live;

import org.jspecify.annotations.NullMarked;

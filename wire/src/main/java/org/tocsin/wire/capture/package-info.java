/**
 * Reads and writes packet captures: pcap (draft-ietf-opsawg-pcap) and pcapng (draft-ietf-opsawg-pcapng), from a file, from
 * memory or from a live pipe; a capture file is foreign input and may lie about every length in it.
 */
@NullMarked
package org.tocsin.wire.capture;

import org.jspecify.annotations.NullMarked;

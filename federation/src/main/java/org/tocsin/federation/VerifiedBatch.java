package org.tocsin.federation;

import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;

/**
 * Entries of a peer's log that one signature vouches for, order and completeness included.
 *
 * @param from index of the first
 * @param verifiedNanos {@code Clock.nanos} when the signature had been checked
 */
public record VerifiedBatch(Fingerprint reporter, String origin, long from, List<Said> said, long verifiedNanos) {
    public VerifiedBatch {
        said = List.copyOf(said);
    }

    /**
     * One entry.
     *
     * @param type entry type of FORMATS
     * @param relayed the entry's flag
     * @param body the payload's body; empty when erased, or left out until the quota refills
     */
    public record Said(long index, int type, boolean relayed, Optional<Bytes> body) {}
}

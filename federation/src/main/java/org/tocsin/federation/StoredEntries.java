package org.tocsin.federation;

import java.util.List;
import org.tocsin.kernel.Fingerprint;

/**
 * Entries of a peer's log that are stored with the cursor behind them: they are not followed again.
 *
 * @param indices of those whose payload, if there is one, is here
 */
public record StoredEntries(Fingerprint reporter, String origin, List<Long> indices) {
    public StoredEntries {
        indices = List.copyOf(indices);
    }
}

package org.tocsin.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.ledger.wal.Sealed;

/**
 * Where payloads live once the WAL lets go of them: SQL, in a node. The ledger calls {@link #store} from one thread, in the
 * order of the entries of each log, and again with the same after a crash.
 */
public interface PayloadSink {
    /** First index of the log that was never stored here; what was erased since still counts as stored. */
    long next(long log) throws IOException;

    /** Keeps the payloads of the entries {@code from ..}; durable on return. If {@code from} is above next, those between are lost. */
    void store(long log, long from, List<Stored> payloads) throws IOException;

    /** The payloads of the entries {@code from .. from + count}, null where erased or never stored. */
    List<@Nullable Sealed> load(long log, long from, int count) throws IOException;

    /**
     * Erases payload and key of whatever had to be erased by a minute.
     *
     * @return the highest index erased now, by log
     */
    Map<Long, Long> erase(long minute) throws IOException;
}

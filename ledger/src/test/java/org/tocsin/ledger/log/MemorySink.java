package org.tocsin.ledger.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.ledger.wal.Sealed;

/** What SQL is to a node. */
final class MemorySink implements PayloadSink {
    private final Map<Long, NavigableMap<Long, Stored>> logs = new ConcurrentHashMap<>();
    volatile boolean broken;
    /** Happens once, while something is being stored. */
    volatile Runnable onStore = () -> {};

    @Override
    public long next(long log) {
        var stored = of(log);
        synchronized (stored) {
            return stored.isEmpty() ? 0 : stored.lastKey() + 1;
        }
    }

    @Override
    public void store(long log, long from, List<Stored> payloads) throws IOException {
        if (broken) {
            throw new IOException("the store is away");
        }
        var happens = onStore;
        onStore = () -> {};
        happens.run();
        var stored = of(log);
        synchronized (stored) {
            for (int i = 0; i < payloads.size(); i++) {
                stored.put(from + i, payloads.get(i));
            }
        }
    }

    @Override
    public List<@Nullable Sealed> load(long log, long from, int count) {
        var stored = of(log);
        var found = new ArrayList<@Nullable Sealed>(count);
        synchronized (stored) {
            for (int i = 0; i < count; i++) {
                var one = stored.get(from + i);
                found.add(one == null ? null : one.sealed());
            }
        }
        return found;
    }

    void erase(long log, long index) {
        of(log).remove(index);
    }

    @Override
    public Map<Long, Long> erase(long minute) {
        var erased = new HashMap<Long, Long>();
        logs.forEach((log, stored) -> {
            synchronized (stored) {
                stored.entrySet().removeIf(one -> {
                    boolean due = one.getValue().eraseAfter().orElse(Long.MAX_VALUE) <= minute;
                    if (due) {
                        erased.merge(log, one.getKey(), Math::max);
                    }
                    return due;
                });
            }
        });
        return erased;
    }

    private NavigableMap<Long, Stored> of(long log) {
        return logs.computeIfAbsent(log, any -> new TreeMap<>());
    }
}

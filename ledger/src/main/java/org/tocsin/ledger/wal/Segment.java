package org.tocsin.ledger.wal;

import java.util.HashMap;
import java.util.Map;
import org.tocsin.ledger.disk.DiskFile;

/** One file of the WAL in use: its number, its first sequence number, and the indices that it holds of each log. */
final class Segment {
    final String name;
    final DiskFile file;
    final long number;
    final long first;
    private final Map<Long, Long> lowest = new HashMap<>();
    private final Map<Long, Long> last = new HashMap<>();

    Segment(String name, DiskFile file, long number, long first) {
        this.name = name;
        this.file = file;
        this.number = number;
        this.first = first;
    }

    /** The writer, or recovery before it, says so; recycling asks only once the segment is not the current one. */
    synchronized void holds(long log, long index) {
        lowest.putIfAbsent(log, index);
        last.put(log, index);
    }

    /** Whether it holds an entry at or below an index, by log. */
    synchronized boolean holdsAnyOf(Map<Long, Long> upTo) {
        return lowest.entrySet().stream().anyMatch(held -> held.getValue() <= upTo.getOrDefault(held.getKey(), -1L));
    }

    synchronized boolean allKept(Wal.Kept kept) {
        return last.entrySet().stream().allMatch(held -> kept.next(held.getKey()) > held.getValue());
    }
}

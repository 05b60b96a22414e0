package org.tocsin.ledger.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.ledger.disk.Disk;

/**
 * The files of a WAL, sorted by their first pages. Changes nothing on disk.
 *
 * @param used the run of numbers up to the highest, oldest first
 * @param stray segments below that run: one between is missing
 * @param spares files whose first page is blank
 * @param damaged files whose first page is neither a header nor blank
 * @param nextName number of the next file to be made
 */
record Scan(List<Segment> used, List<Segment> stray, List<Segment> spares, List<Segment> damaged, int nextName) {
    static final String FOLDER = "wal";
    static final String PREFIX = "segment-";

    static Scan of(Disk disk) throws IOException {
        var found = new ArrayList<Segment>();
        var spares = new ArrayList<Segment>();
        var damaged = new ArrayList<Segment>();
        int nextName = 1;
        for (var name : disk.list(FOLDER)) {
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            nextName = Math.max(nextName, Integer.parseInt(name.substring(PREFIX.length())) + 1);
            var path = FOLDER + "/" + name;
            var file = disk.open(path);
            var header = SegmentHeader.read(file);
            if (header != null) {
                found.add(new Segment(path, file, header.number(), header.first()));
            } else if (SegmentHeader.isSpare(file)) {
                spares.add(new Segment(path, file, 0, 0));
            } else {
                damaged.add(new Segment(path, file, 0, 0));
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.number));
        int first = Math.max(0, found.size() - 1);
        while (first > 0 && found.get(first - 1).number == found.get(first).number - 1) {
            first--;
        }
        return new Scan(
                new ArrayList<>(found.subList(first, found.size())),
                List.copyOf(found.subList(0, first)),
                spares,
                damaged,
                nextName);
    }

    /** What is wrong with the numbers of the segments, in words; null if they are one run. */
    @Nullable
    String gap() {
        if (stray.isEmpty()) {
            return null;
        }
        var first = used.getFirst();
        var below = stray.getLast();
        return below.number == first.number
                ? below.name + " and " + first.name + " are both segment " + first.number
                : "segments " + (below.number + 1) + " to " + (first.number - 1) + " are missing; " + below.name
                        + " is segment " + below.number + ", " + first.name + " is segment " + first.number;
    }

    /** All files, in no order. */
    List<Segment> all() {
        var all = new ArrayList<>(used);
        all.addAll(stray);
        all.addAll(spares);
        all.addAll(damaged);
        return all;
    }
}

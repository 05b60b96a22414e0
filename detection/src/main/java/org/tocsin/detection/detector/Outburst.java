package org.tocsin.detection.detector;

/**
 * What one device of ours sends to one other that does not answer. The other is whoever gets more than all others together (Boyer and
 * Moore's vote), so that a scan of many hosts is none of it.
 */
final class Outburst implements Cases.Case {
    private final long key;
    private Run syns = run(Onslaught.Sort.SYN);
    private Run datagrams = run(Onslaught.Sort.DATAGRAM);
    private Run stream = run(Onslaught.Sort.STREAM);
    long high;
    long low;
    private int votes;

    /** @param key of the device */
    Outburst(long key) {
        this.key = key;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return Math.max(syns.weight(now), Math.max(datagrams.weight(now), stream.weight(now)));
    }

    private static Run run(Onslaught.Sort sort) {
        return new Run(sort.level());
    }

    /** One packet; true if a finding is due. */
    boolean add(Onslaught.Sort sort, long toHigh, long toLow, long number, long now) {
        return voted(toHigh, toLow, now) && of(sort).add(1, number, now);
    }

    /** Whether more went to that address than may. */
    boolean isOver(Onslaught.Sort sort, long toHigh, long toLow, long now) {
        var run = of(sort);
        return low == toLow && high == toHigh && run.episode.running() && run.level.at(now) > sort.most;
    }

    private boolean voted(long toHigh, long toLow, long now) {
        boolean same = low == toLow && high == toHigh;
        boolean calm = syns.level.at(now) == 0 && datagrams.level.at(now) == 0 && stream.level.at(now) == 0;
        if (!same && (calm || votes <= 1)) {
            high = toHigh;
            low = toLow;
            votes = 0;
            if (!calm) {
                syns = run(Onslaught.Sort.SYN);
                datagrams = run(Onslaught.Sort.DATAGRAM);
                stream = run(Onslaught.Sort.STREAM);
            }
            same = true;
        }
        votes = calm ? 1 : votes + (same ? 1 : -1);
        return same;
    }

    void answered(Onslaught.Sort sort, long fromHigh, long fromLow) {
        if (low == fromLow && high == fromHigh) {
            of(sort).level.less(1);
        }
    }

    Run of(Onslaught.Sort sort) {
        return switch (sort) {
            case SYN, REFLECTED, RETURNED -> syns;
            case DATAGRAM -> datagrams;
            case STREAM -> stream;
        };
    }
}

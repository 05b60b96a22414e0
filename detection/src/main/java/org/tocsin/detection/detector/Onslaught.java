package org.tocsin.detection.detector;

import java.util.Arrays;
import org.tocsin.kernel.Address;

/**
 * What comes to one address unasked, each sort against its own usual rate. Sources are counted and not kept, since they may be forged:
 * only one that sends more than all others together (Boyer and Moore's vote) has a name.
 */
final class Onslaught implements Cases.Case {
    /** A sort of traffic that nobody answers, with the rate a second that is usual and what above it is a flood. */
    enum Sort {
        SYN("connection attempts", "unanswered connection attempts", 100, 2_000),
        DATAGRAM("datagrams", "datagrams of senders that are not answered", 200, 2_000),
        STREAM("datagrams", "datagrams of one sender that is never answered", 10_000, 100_000),
        REFLECTED("answers to connections that were never opened", "answers that were not asked for", 20, 500),
        /** Reflectors answer to the port that was forged; who opens connections takes another each time. */
        RETURNED(
                "answers at one port to connections that were never opened",
                "answers that were not asked for",
                0.1f,
                50);

        final String what;
        final String usually;
        final float rate;
        final int most;

        Sort(String what, String usually, float rate, int most) {
            this.what = what;
            this.usually = usually;
            this.rate = rate;
            this.most = most;
        }

        Level level() {
            return new Level(rate, most);
        }
    }

    /** Bits of a count of sources, good to some thousands. */
    private static final int BITS = 1024;

    final long high;
    final long low;
    final Episode episode = new Episode();
    private final Level syns = Sort.SYN.level();
    private final Level datagrams = Sort.DATAGRAM.level();
    private final Level stream = Sort.STREAM.level();
    private final Level reflected = Sort.REFLECTED.level();
    private final Level returned = Sort.RETURNED.level();
    private final long[] seen = new long[BITS / 64];
    private int votes;
    private long sourceHigh;
    private long sourceLow;
    private int port;
    private int portVotes;
    int count;
    long firstNumber;
    long firstTime;

    Onslaught(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** One packet has come. */
    void arrives(long fromHigh, long fromLow, long number, long now) {
        if (weight(now) == 0) {
            begin(number, now);
        }
        count++;
        vote(fromHigh, fromLow);
    }

    /** Counts it against what is usual; true if a finding is due. */
    boolean raises(Sort sort, long now) {
        var level = level(sort);
        boolean full = level.add(1, now);
        if (level.at(now) * 2 < level.most) {
            return false;
        }
        episode.touch(now);
        episode.grow();
        return episode.raise(full ? level.most : 0, level.most);
    }

    /** Whether more has come than may. */
    boolean isOver(Sort sort, long now) {
        return episode.running() && level(sort).at(now) > sort.most;
    }

    /** Whether an answer came to the port that most others came to. */
    boolean returns(int at) {
        if (portVotes == 0) {
            port = at;
        }
        portVotes += port == at ? 1 : -1;
        if (port != at) {
            level(Sort.RETURNED).less(1);
        }
        return port == at;
    }

    private void begin(long number, long now) {
        count = 0;
        votes = 0;
        portVotes = 0;
        firstNumber = number;
        firstTime = now;
        Arrays.fill(seen, 0);
    }

    private void vote(long fromHigh, long fromLow) {
        if (votes == 0) {
            sourceHigh = fromHigh;
            sourceLow = fromLow;
        }
        votes += sourceLow == fromLow && sourceHigh == fromHigh ? 1 : -1;
        int bit = (int) Mix.address(fromHigh, fromLow) & BITS - 1;
        seen[bit >> 6] |= 1L << bit;
    }

    void answered(Sort sort) {
        level(sort).less(1);
    }

    @Override
    public long key() {
        return Mix.address(high, low);
    }

    @Override
    public float weight(long now) {
        float asked = Math.max(full(syns, now), Math.max(full(datagrams, now), full(stream, now)));
        return Math.max(asked, Math.max(full(reflected, now), full(returned, now)));
    }

    private static float full(Level level, long now) {
        return level.at(now) / level.most;
    }

    private Level level(Sort sort) {
        return switch (sort) {
            case SYN -> syns;
            case DATAGRAM -> datagrams;
            case STREAM -> stream;
            case REFLECTED -> reflected;
            case RETURNED -> returned;
        };
    }

    int port() {
        return port;
    }

    /** Whether one source sends more than all others together. */
    boolean single() {
        return votes * 2 > count;
    }

    Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    /** About how many sources there are (linear counting, Whang 1990); what is more than can be counted is the most. */
    int sources() {
        int ones = 0;
        for (long word : seen) {
            ones += Long.bitCount(word);
        }
        return (int) Math.round(-BITS * Math.log(Math.max(1, BITS - ones) / (double) BITS));
    }
}

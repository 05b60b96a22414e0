package org.tocsin.detection.detector;

/** One {@link Level} with what its evidence is: from when it has been above zero, and how much has come since. */
final class Run {
    final Level level;
    final Episode episode = new Episode();
    int count;
    long firstNumber;
    long firstTime;

    Run(Level level) {
        this.level = level;
    }

    /** How near it is to a finding. */
    float weight(long now) {
        return level.at(now) / level.most;
    }

    /** Takes events of one packet in; true if a finding is due. */
    boolean add(int events, long number, long now) {
        if (level.at(now) == 0) {
            count = 0;
            firstNumber = number;
            firstTime = now;
        }
        count += events;
        boolean full = level.add(events, now);
        if (level.at(now) * 2 < level.most) {
            return false;
        }
        episode.touch(now);
        episode.grow(events);
        return episode.raise(full ? level.most : 0, level.most);
    }
}

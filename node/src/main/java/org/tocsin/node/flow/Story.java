package org.tocsin.node.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.node.chronicle.Beat;

/**
 * An incident as people read it. The sentences name no time, since each reader has a zone. Source: EXPERIENCE, Words.
 *
 * @param happened what happened
 * @param because why we think so, with numbers
 * @param doing what is being done
 * @param until when that ends by itself
 * @param can what a person can do; empty for nothing
 * @param lines of the timeline, oldest first
 * @param left how many lines are not shown
 */
public record Story(
        String happened,
        String because,
        String doing,
        Optional<Instant> until,
        String can,
        List<Beat> lines,
        int left) {
    public Story {
        lines = List.copyOf(lines);
    }
}

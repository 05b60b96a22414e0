package org.tocsin.cli.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Tally;
import org.tocsin.edge.live.PortState;
import org.tocsin.wire.capture.Damage;

/**
 * What a watch came to.
 *
 * @param millis of wall-clock time
 * @param damage what ended the capture early
 * @param skipped frames of interfaces whose link type is not covered
 * @param interrupted somebody stopped it
 * @param ports how the live interfaces did; none for a file
 */
record Summary(
        Tally tally, long millis, @Nullable Damage damage, long skipped, boolean interrupted, List<PortState> ports) {
    long packetsPerSecond() {
        return tally.packets() * 1000 / millis;
    }
}

package org.tocsin.cli.watch;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Tally;
import org.tocsin.wire.capture.Damage;

/**
 * What a watch came to.
 *
 * @param millis of wall-clock time
 * @param damage what ended the capture early
 * @param skipped frames of interfaces whose link type is not covered
 * @param interrupted somebody stopped it
 */
record Summary(Tally tally, long millis, @Nullable Damage damage, long skipped, boolean interrupted) {
    long packetsPerSecond() {
        return tally.packets() * 1000 / millis;
    }
}

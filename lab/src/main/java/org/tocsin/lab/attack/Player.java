package org.tocsin.lab.attack;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

/** Plays scripts into a pcap stream, one after another, and remembers when each frame was handed over. */
public final class Player {
    /** Hears of the moments that a script has words for. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A frame with words was handed over.
         *
         * @param number of the frame in the stream, from 1
         * @param atNanos {@link Clock#nanos} right before it was written
         */
        void said(String says, long number, long atNanos);
    }

    private final Clock clock;
    private final PcapWriter out;
    private final Listener listener;
    private long[] handed = new long[1_024];
    private int count;
    private long lastStamp;

    public Player(OutputStream out, Clock clock, Listener listener) throws IOException {
        this.out = new PcapWriter(out, LinkType.ETHERNET);
        this.clock = clock;
        this.listener = listener;
    }

    /** Plays at the script's own pace. */
    public void live(Script script) throws IOException, InterruptedException {
        long start = clock.nanos();
        long stamp = Math.max(lastStamp + 1, stamp(clock.now()));
        for (var line : script.lines()) {
            long wait = line.atNanos() - (clock.nanos() - start);
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            write(line, stamp + line.atNanos());
        }
    }

    /** Plays as fast as the reader reads; the frames' times are the script's, from {@code origin} on. */
    public void atOnce(Script script, Instant origin) throws IOException {
        long stamp = Math.max(lastStamp + 1, stamp(origin));
        for (var line : script.lines()) {
            write(line, stamp + line.atNanos());
        }
    }

    /** {@link Clock#nanos} right before a frame was written: t0 of what it decides. */
    public synchronized long handedNanos(long number) {
        return handed[Math.toIntExact(number - 1)];
    }

    private void write(Script.Line line, long stamp) throws IOException {
        long now = clock.nanos();
        int number = remember(now);
        lastStamp = stamp;
        out.write(stamp, line.frame().shared());
        if (!line.says().isEmpty()) {
            listener.said(line.says(), number, now);
        }
    }

    private synchronized int remember(long now) {
        if (count == handed.length) {
            handed = Arrays.copyOf(handed, 2 * count);
        }
        handed[count++] = now;
        return count;
    }

    private static long stamp(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}

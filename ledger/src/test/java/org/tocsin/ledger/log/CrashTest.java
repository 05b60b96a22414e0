package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.follow.HeldLog;

/** The power fails at any operation of the disk, again and again; what was told to others must stay true. */
@Timeout(240)
final class CrashTest {
    private static final int POINTS = 600;
    private static final int GENERATIONS = 3;
    private static final int APPENDS = 14;

    @Test
    void nothingAcknowledgedIsLostAndNoTwoCheckpointsContradictWhereverThePowerFails() {
        int crashes = IntStream.range(0, POINTS).parallel().map(CrashTest::live).sum();
        assertThat(crashes).isGreaterThanOrEqualTo(500);
    }

    @Test
    void anErrorOfTheDiskAtAnyOperationLosesNothingAcknowledged() throws IOException {
        for (int point = 0; point < 100; point++) {
            var run = new Run(10_000 + point);
            run.disk.failAfter(1 + point);
            run.generation(false);
            run.disk = run.disk.restarted();
            run.generation(false);
            run.check();
        }
    }

    /** Each point's run is its own world with its own seed: they share nothing but the processor. */
    private static int live(int point) {
        try {
            return new Run(point).live();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that lives, dies and comes back with the same keys and the same store. */
    private static final class Run {
        private final World world = new World();
        private final Random random;
        private final Map<Long, String> acknowledged = new HashMap<>();
        private final List<Checkpoint> spoken = new CopyOnWriteArrayList<>();
        private final long seed;
        private FaultDisk disk;
        private HeldLog follower = HeldLog.empty(world.origin);
        private int next;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.disk = new FaultDisk(seed);
        }

        int live() throws IOException {
            int crashes = 0;
            for (int i = 0; i < GENERATIONS; i++) {
                disk.crashAfter(1 + random.nextInt(i == 0 ? 90 : 60));
                generation(true);
                crashes += disk.crashed() ? 1 : 0;
                disk = disk.restarted();
            }
            generation(true);
            check();
            return crashes;
        }

        /** Works until the disk has enough of it. */
        void generation(boolean keeps) throws IOException {
            try (var ledger = world.open(disk)) {
                ledger.subscribe(batch -> spoken.add(batch.checkpoint()));
                if (ledger.logs().isEmpty()) {
                    ledger.create(world.origin);
                }
                ledger.release();
                for (int i = 0; i < APPENDS; i++) {
                    append(ledger);
                    if (keeps && random.nextInt(4) == 0) {
                        ledger.keep();
                    }
                }
                follower = world.follow(ledger, follower, new ArrayList<>());
            } catch (IOException powerFailed) {
                assertThat(powerFailed).hasMessageNotContaining("not in the WAL");
            } catch (Rejection refused) {
                assertThat(refused.code()).as("seed " + seed).isIn("ledger.disk-failed", "ledger.closed");
            }
        }

        private void append(Ledger ledger) {
            int count = 1 + random.nextInt(4);
            var words = new ArrayList<String>();
            var statements = new ArrayList<Statement>();
            for (int i = 0; i < count; i++) {
                words.add("%d %s".formatted(next++, "x".repeat(random.nextInt(3_000))));
                statements.add(World.statement(words.getLast()));
            }
            var appended = World.signed(ledger.append(world.origin, statements));
            for (int i = 0; i < count; i++) {
                acknowledged.put(appended.index() + i, words.get(i));
            }
            spoken.add(appended.checkpoint());
        }

        void check() throws IOException {
            try (var ledger = world.released(disk.restarted())) {
                var seen = new ArrayList<String>();
                World.signed(ledger.append(world.origin, World.statement("end")));
                world.follow(ledger, HeldLog.empty(world.origin), seen);
                acknowledged.forEach((index, words) -> assertThat(seen.get(index.intValue()))
                        .as("seed " + seed)
                        .isEqualTo(words));
                for (var checkpoint : spoken) {
                    assertThat(ledger.rootAt(world.origin, checkpoint.size()))
                            .as("seed " + seed)
                            .contains(checkpoint.root());
                }
                world.follow(ledger, follower, new ArrayList<>());
            }
        }
    }
}

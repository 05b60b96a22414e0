package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Media;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.wal.Sealed;

/** What was said must be gone when its time has come, and nothing else with it. */
final class ErasureTest {
    private static final long DUE = 30_000_000;

    private final World world = new World();

    @TempDir
    private Path folder;

    @Test
    void anErasedPayloadAndItsKeyLieNowhereAndTheProofsStay() throws IOException {
        var local = new LocalDisk(folder);
        try (var ledger = world.released(local)) {
            World.signed(ledger.append(world.origin, List.of(due("198.51.100.7 attacks"), World.statement("stays"))));
            ledger.keep();
            var sealed = sealed(0);
            assertThat(lies(sealed.wrappedKey())).as("the WAL holds it").isTrue();
            assertThat(ledger.erase(DUE - 1)).isFalse();
            assertThat(lies(sealed.wrappedKey())).as("before its time").isTrue();
            assertThat(ledger.erase(DUE)).isTrue();
            assertThat(lies(sealed.wrappedKey())).isFalse();
            assertThat(lies(sealed.ciphertext())).isFalse();
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).containsExactly("-", "stays");
        }
    }

    @Test
    void theLedgerGoesOnAndStartsAgainBehindAnErasure() throws IOException {
        var local = new LocalDisk(folder);
        try (var ledger = world.released(local)) {
            World.signed(ledger.append(world.origin, due("gone")));
            ledger.erase(DUE);
            World.signed(ledger.append(world.origin, World.statement("after")));
        }
        try (var ledger = world.released(local)) {
            World.signed(ledger.append(world.origin, World.statement("later")));
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(world.origin), seen);
            assertThat(seen).containsExactly("-", "after", "later");
        }
    }

    @Test
    void aPowerCutAtAnyStepOfAnErasureLeavesNothingOnceTheNextProcessHasErased() throws IOException {
        int step = 0;
        boolean cut = true;
        for (; cut; step++) {
            var node = new World();
            var disk = new FaultDisk(step);
            var ledger = node.released(disk);
            World.signed(ledger.append(node.origin, List.of(due("198.51.100.7 attacks"), World.statement("stays"))));
            ledger.keep();
            var key = node.sink.load(1, 0, 1).getFirst().wrappedKey().toArray();
            assertThat(disk.holds(key)).isTrue();
            disk.crashAfter(step + 1);
            cut = dies(ledger, disk);
            var after = disk.restarted();
            try (var next = node.released(after)) {
                next.erase(DUE);
                assertThat(after.holds(key)).as("cut at step " + step).isFalse();
                assertThat(next.erase(DUE)).as("nothing is left to do").isFalse();
                var seen = new ArrayList<String>();
                World.signed(next.append(node.origin, World.statement("after")));
                node.follow(next, HeldLog.empty(node.origin), seen);
                assertThat(seen).containsExactly("-", "stays", "after");
            }
        }
        assertThat(step).as("an erasure has steps to be cut at").isGreaterThan(8);
    }

    /** Whether the power fails while it erases and stops. */
    private static boolean dies(Ledger ledger, FaultDisk disk) {
        try (ledger) {
            ledger.erase(DUE);
        } catch (IOException | Rejection powerFailed) {
            assertThat(disk.crashed()).isTrue();
        }
        return disk.crashed();
    }

    private static Statement due(String words) {
        var payload = Payload.of(Media.CBOR, words.getBytes(StandardCharsets.UTF_8));
        return Statement.of(EntryType.INDICATOR, Flags.ERASABLE, payload.erasedAfter(DUE));
    }

    private Sealed sealed(long index) {
        return world.sink.load(1, index, 1).getFirst();
    }

    private boolean lies(Bytes secret) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.contains(new String(secret.toArray(), StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }
}

package org.tocsin.node.home;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Fsck;

/** Verifies the logs of a home folder whose node stands still. */
public final class LedgerCheck {
    private final Home home;
    private final Map<Origin, List<String>> vkeys = new HashMap<>();

    private LedgerCheck(Home home) {
        this.home = home;
    }

    /**
     * Changes nothing. The descriptor names the keys of the logs that others follow; those of the private one are sealed.
     *
     * @param environment names the unseal file; without it the private log's signature is not checked
     */
    public static Fsck.Report run(Home home, Map<String, String> environment, Clock clock, Entropy entropy)
            throws IOException {
        home.requireFounded();
        if (!Files.isDirectory(home.ledger())) {
            throw new Rejection("home.logs", home.ledger() + " is missing; restore it from a backup");
        }
        try (var _ = new LocalDisk(home.state()).lock(Home.LOCK)) {
            return new LedgerCheck(home).run(environment, clock, entropy);
        }
    }

    private Fsck.Report run(Map<String, String> environment, Clock clock, Entropy entropy) throws IOException {
        var descriptor = Founding.descriptor(home);
        descriptor.logs().forEach(log -> vkeys.put(log.origin(), log.vkeys()));
        if (Files.exists(home.unsealFile(environment))) {
            var keyring = new Keyring(home, home.unsealKey(environment), clock, entropy);
            keyring.endingLogs()
                    .values()
                    .forEach(key -> vkeys.put(key.origin(), key.signer(clock).vkeys()));
        }
        var report = Fsck.run(new LocalDisk(home.ledger()), origin -> Optional.ofNullable(vkeys.get(origin))
                .map(keys -> new CheckpointKeys(origin, keys)));
        return withAbsent(report, descriptor);
    }

    /** A log that lives by the descriptor and has no files would begin anew under its old name: a fork. */
    private Fsck.Report withAbsent(Fsck.Report report, OwnDescriptor descriptor) {
        if (report.logs().isEmpty()) {
            return report; // the node has never run
        }
        var damages = new ArrayList<>(report.damages());
        for (var log : descriptor.logs()) {
            boolean begun = log.successorOf()
                    .map(before -> report.logs().stream()
                            .anyMatch(found -> found.ended() && found.origin().equals(before)))
                    .orElse(true);
            boolean here =
                    report.logs().stream().anyMatch(found -> found.origin().equals(log.origin()));
            if (begun && !here && !descriptor.ends(log.origin().toString())) {
                damages.add(Damage.of("logs", log.origin() + " is in no folder, and the node's descriptor names it"));
            }
        }
        return new Fsck.Report(report.logs(), report.segments(), report.torn(), damages);
    }
}

package org.tocsin.ledger.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.archive.Archive;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.wal.WalCheck;

/**
 * Verifies the files of a ledger that nobody uses: checksums and order of the WAL, every hash of the archives, and the trees
 * against what was signed. Changes nothing. What it can't notice: entries that no stored checkpoint covers and whose batch the
 * disk has lost as if it had been torn; the start rule asks followers about those.
 */
public final class Fsck {
    private final Disk disk;
    private final Function<Origin, Optional<CheckpointKeys>> keys;
    private final List<Damage> damages = new ArrayList<>();

    private Fsck(Disk disk, Function<Origin, Optional<CheckpointKeys>> keys) {
        this.disk = disk;
        this.keys = keys;
    }

    /**
     * One log as it was found.
     *
     * @param entries in archive and WAL, as far as they follow one another
     * @param archived of them
     * @param signed size of the last stored checkpoint; 0 if there is none
     * @param verified whether its signature could be checked
     * @param ended whether a successor has taken over
     */
    public record Log(Origin origin, long entries, long archived, long signed, boolean verified, boolean ended) {}

    /**
     * What was found.
     *
     * @param segments of the WAL that hold records
     * @param torn records of a last batch that a power failure has cut short; no damage: nobody was told that they are safe
     */
    public record Report(List<Log> logs, int segments, int torn, List<Damage> damages) {
        public Report {
            logs = List.copyOf(logs);
            damages = List.copyOf(damages);
        }

        public boolean good() {
            return damages.isEmpty();
        }
    }

    /**
     * Verifies all logs in a folder. Refused ({@code disk.in-use}) while a node runs on it.
     *
     * @param keys of a log's checkpoints; empty if they are not at hand: its signature is not checked then
     */
    public static Report run(Disk disk, Function<Origin, Optional<CheckpointKeys>> keys) throws IOException {
        try (var _ = disk.lock(LedgerFiles.LOCK)) {
            LedgerFiles.requireKnownFormat(disk);
            return new Fsck(disk, keys).run();
        }
    }

    private Report run() throws IOException {
        var logs = new LinkedHashMap<Long, LogCheck>();
        for (long number : Archive.numbers(disk)) {
            open(number).ifPresent(archive -> logs.put(number, new LogCheck(disk, number, archive, damages::add)));
        }
        logs.values().forEach(LogCheck::archived);
        var strangers = new HashSet<Long>();
        var wal = WalCheck.of(
                disk,
                (record, file, offset) -> {
                    var log = logs.get(record.log());
                    if (log != null) {
                        log.record(record, file, offset);
                    } else if (strangers.add(record.log())) {
                        damages.add(Damage.at(
                                file,
                                offset,
                                "here begin entries of log " + record.log() + ", whose archive can't be read"));
                    }
                },
                damages::add);
        var found = logs.values().stream()
                .map(log -> log.judge(keys.apply(log.origin())))
                .toList();
        return new Report(found, wal.segments(), wal.torn(), damages);
    }

    private Optional<Archive> open(long number) {
        try {
            return Optional.of(Archive.open(disk, number));
        } catch (NoSuchFileException _) {
            damages.add(Damage.of(Archive.headOf(number), "it is missing"));
        } catch (Rejection | IOException e) {
            damages.add(Damage.of(Archive.headOf(number), String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }
}

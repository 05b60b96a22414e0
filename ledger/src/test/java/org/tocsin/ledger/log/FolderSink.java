package org.tocsin.ledger.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.wal.Sealed;

/** A store that outlives its process: one file a call, named by its first index. */
final class FolderSink implements PayloadSink {
    private final Disk disk;

    FolderSink(Disk disk) {
        this.disk = disk;
    }

    @Override
    public long next(long log) throws IOException {
        var files = disk.list("sink/" + log);
        return files.isEmpty()
                ? 0
                : Long.parseLong(files.getLast()) + read(log, files.getLast()).size();
    }

    @Override
    public void store(long log, long from, List<Stored> payloads) throws IOException {
        var out = new CborWriter().array(payloads.size());
        for (var stored : payloads) {
            var payload = stored.sealed();
            out.bytes(payload.salt().shared())
                    .bytes(payload.wrappedKey().shared())
                    .bytes(payload.nonce().shared())
                    .bytes(payload.ciphertext().shared());
        }
        disk.put(Map.of("sink/%d/%012d".formatted(log, from), out.toArray()));
    }

    @Override
    public List<@Nullable Sealed> load(long log, long from, int count) throws IOException {
        var found = new ArrayList<@Nullable Sealed>();
        for (var file : disk.list("sink/" + log)) {
            long first = Long.parseLong(file);
            var payloads = first < from + count ? read(log, file) : List.<Sealed>of();
            for (int i = 0; i < payloads.size(); i++) {
                if (first + i >= from && first + i < from + count) {
                    found.add(payloads.get(i));
                }
            }
        }
        return found;
    }

    @Override
    public Map<Long, Long> erase(long minute) {
        return Map.of();
    }

    private List<Sealed> read(long log, String file) throws IOException {
        var in = new CborReader(disk.read("sink/" + log + "/" + file));
        var payloads = new ArrayList<Sealed>();
        for (int left = in.array(); left > 0; left--) {
            payloads.add(new Sealed(
                    Bytes.owning(in.bytes()),
                    Bytes.owning(in.bytes()),
                    Bytes.owning(in.bytes()),
                    Bytes.owning(in.bytes())));
        }
        return payloads;
    }
}

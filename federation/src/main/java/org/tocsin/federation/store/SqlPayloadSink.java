package org.tocsin.federation.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.ledger.log.PayloadSink;
import org.tocsin.ledger.log.Stored;
import org.tocsin.ledger.wal.Sealed;
import org.tocsin.platform.store.Database;

/** Own payloads in SQL, encrypted as they were in the WAL, so that its segments can be recycled. */
public final class SqlPayloadSink implements PayloadSink {
    private final Database database;

    public SqlPayloadSink(Database database) {
        this.database = database;
    }

    @Override
    public long next(long log) {
        return database.read(handle -> handle.createQuery("select next from own_payload_next where log = :log")
                .bind("log", log)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public void store(long log, long from, List<Stored> payloads) {
        database.writeNow(handle -> {
            var batch = handle.prepareBatch(
                    "insert into own_payload (log, idx, salt, wrapped_key, nonce, ciphertext, erase_after)"
                            + " values (:log, :idx, :salt, :key, :nonce, :ciphertext, :erase) on conflict (log, idx) do nothing");
            long index = from;
            for (var stored : payloads) {
                var sealed = stored.sealed();
                var erase = stored.eraseAfter();
                batch.bind("log", log)
                        .bind("idx", index++)
                        .bind("salt", sealed.salt().toArray())
                        .bind("key", sealed.wrappedKey().toArray())
                        .bind("nonce", sealed.nonce().toArray())
                        .bind("ciphertext", sealed.ciphertext().toArray())
                        .bind("erase", erase.isPresent() ? erase.getAsLong() : null)
                        .add();
            }
            batch.execute();
            return handle.createUpdate("insert into own_payload_next (log, next) values (:log, :next)"
                            + " on conflict (log) do update set next = excluded.next")
                    .bind("log", log)
                    .bind("next", index)
                    .execute();
        });
    }

    @Override
    public List<@Nullable Sealed> load(long log, long from, int count) {
        var found = new ArrayList<@Nullable Sealed>();
        for (int i = 0; i < count; i++) {
            found.add(null);
        }
        database.<Integer>read(handle -> {
            handle.createQuery("select * from own_payload where log = :log and idx >= :from and idx < :to")
                    .bind("log", log)
                    .bind("from", from)
                    .bind("to", from + count)
                    .map((row, _) -> new Row(
                            row.getLong("idx"),
                            new Sealed(
                                    Bytes.owning(row.getBytes("salt")),
                                    Bytes.owning(row.getBytes("wrapped_key")),
                                    Bytes.owning(row.getBytes("nonce")),
                                    Bytes.owning(row.getBytes("ciphertext")))))
                    .forEach(row -> found.set((int) (row.index() - from), row.sealed()));
            return found.size();
        });
        return found;
    }

    @Override
    public Map<Long, Long> erase(long minute) {
        return database.writeNow(handle -> {
            var erased = new HashMap<Long, Long>();
            handle.createQuery("select log, max(idx) as idx from own_payload where erase_after <= :minute group by log")
                    .bind("minute", minute)
                    .map((row, _) -> Map.entry(row.getLong("log"), row.getLong("idx")))
                    .forEach(one -> erased.put(one.getKey(), one.getValue()));
            handle.createUpdate("delete from own_payload where erase_after <= :minute")
                    .bind("minute", minute)
                    .execute();
            return erased;
        });
    }

    private record Row(long index, Sealed sealed) {}
}

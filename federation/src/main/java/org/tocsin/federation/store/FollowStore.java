package org.tocsin.federation.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Leaf;
import org.tocsin.platform.store.Database;

/** What is held of followed logs: the cursor and its entries, written together, after they were acted on. */
public final class FollowStore {
    private final Database database;

    public FollowStore(Database database) {
        this.database = database;
    }

    /** A followed log and whose it is. */
    public record Followed(Fingerprint peer, HeldLog held) {}

    /**
     * A verified entry to write.
     *
     * @param wanted its payload was left out for a quota and is to be fetched
     */
    public record Row(Leaf leaf, boolean wanted) {}

    /** Verified entries that wait to be written, with what is held behind them. */
    public record Pending(Fingerprint peer, HeldLog held, List<Row> rows) {
        public Pending {
            rows = List.copyOf(rows);
        }

        public String origin() {
            return held.origin().toString();
        }
    }

    private record Cursor(Fingerprint peer, String origin) {}

    /** A payload that came later. */
    public record Late(long index, Salted payload) {}

    public List<Followed> logs() {
        return database.read(handle -> handle.createQuery("select peer, held from followed_log")
                .map((row, _) ->
                        new Followed(Fingerprint.hex(row.getString("peer")), HeldLog.decode(row.getBytes("held"))))
                .list());
    }

    /** The stored cursor of one log. */
    public Optional<HeldLog> log(Fingerprint peer, String origin) {
        return database.read(
                handle -> handle.createQuery("select held from followed_log where peer = :peer and origin = :origin")
                        .bind("peer", peer.hex())
                        .bind("origin", origin)
                        .map((row, _) -> HeldLog.decode(row.getBytes("held")))
                        .findOne());
    }

    /** Writes all of it in one transaction; durable on return. */
    public void write(List<Pending> pending) {
        database.writeNow(handle -> {
            entries(handle, pending);
            cursors(handle, pending);
            return pending.size();
        });
    }

    private static void entries(Handle handle, List<Pending> pending) {
        var batch = handle.prepareBatch("insert into followed_entry (peer, origin, idx, entry, salt, payload, wanted,"
                + " erase_after) values (:peer, :origin, :idx, :entry, :salt, :payload, :wanted, :erase)"
                + " on conflict (peer, origin, idx) do nothing");
        for (var one : pending) {
            for (var row : one.rows()) {
                var payload = row.wanted() ? null : row.leaf().payload();
                bind(batch, one.peer(), one.origin(), row.leaf().index())
                        .bind("entry", row.leaf().encoded().toArray())
                        .bind("salt", payload == null ? null : payload.salt().toArray())
                        .bind(
                                "payload",
                                payload == null ? null : payload.payload().toArray())
                        .bind("wanted", row.wanted() ? 1 : 0)
                        .bind("erase", payload == null ? null : eraseAfter(payload))
                        .add();
            }
        }
        execute(batch);
    }

    /** The newest of each log: what came before it in the same transaction leads there. */
    private static void cursors(Handle handle, List<Pending> pending) {
        var newest = new LinkedHashMap<Cursor, HeldLog>();
        pending.forEach(one -> newest.put(new Cursor(one.peer(), one.origin()), one.held()));
        var batch = handle.prepareBatch("insert into followed_log (peer, origin, held) values (:peer, :origin, :held)"
                + " on conflict (peer, origin) do update set held = excluded.held");
        newest.forEach((log, held) -> batch.bind("peer", log.peer().hex())
                .bind("origin", log.origin())
                .bind("held", held.encode())
                .add());
        execute(batch);
    }

    private static int execute(PreparedBatch batch) {
        return batch.size() == 0 ? 0 : batch.execute().length;
    }

    /** Keeps payloads that came later, and gives up those that their owner no longer has. */
    public void settle(Fingerprint peer, String origin, List<Late> late, List<Long> gone) {
        database.writeNow(handle -> {
            var batch = handle.prepareBatch("update followed_entry set salt = :salt, payload = :payload, wanted = 0,"
                    + " erase_after = :erase"
                    + " where peer = :peer and origin = :origin and idx = :idx");
            late.forEach(one -> bind(batch.bind("salt", one.payload().salt().toArray()), peer, origin, one.index())
                    .bind("payload", one.payload().payload().toArray())
                    .bind("erase", eraseAfter(one.payload()))
                    .add());
            gone.forEach(index -> bind(batch.bind("salt", (byte[]) null), peer, origin, index)
                    .bind("payload", (byte[]) null)
                    .bind("erase", (Long) null)
                    .add());
            return execute(batch);
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, Fingerprint peer, String origin, long index) {
        return batch.bind("peer", peer.hex()).bind("origin", origin).bind("idx", index);
    }

    /** What its owner demands; a payload that can't be read demands nothing. */
    private static @Nullable Long eraseAfter(Salted payload) {
        try {
            return Payload.decode(payload.payload().shared()).eraseAfter();
        } catch (Rejection unreadable) {
            return null;
        }
    }

    /** Erases payload and salt of whatever its owner wants erased by a minute; the entries stay. Returns how many there were. */
    public int erase(long minute) {
        return database.writeNow(handle -> handle.createUpdate(
                        "update followed_entry set salt = null, payload = null, wanted = 0, erase_after = null"
                                + " where erase_after <= :minute")
                .bind("minute", minute)
                .execute());
    }

    /** The payload held at an index; empty when it never came or was erased. */
    public Optional<Bytes> payload(Fingerprint peer, String origin, long index) {
        return database.read(handle -> handle.createQuery("select payload from followed_entry where peer = :peer"
                        + " and origin = :origin and idx = :idx and payload is not null")
                .bind("peer", peer.hex())
                .bind("origin", origin)
                .bind("idx", index)
                .map((row, _) -> Bytes.owning(row.getBytes("payload")))
                .findOne());
    }

    /** Whether the entry at an index is held and its payload, if there ever was one, is not waited for. */
    public boolean isSettled(Fingerprint peer, String origin, long index) {
        return database.read(handle -> handle.createQuery("select 1 from followed_entry where peer = :peer"
                        + " and origin = :origin and idx = :idx and wanted = 0")
                .bind("peer", peer.hex())
                .bind("origin", origin)
                .bind("idx", index)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /** The encoded entry at an index. */
    public Optional<Bytes> entry(Fingerprint peer, String origin, long index) {
        return database.read(handle -> handle.createQuery(
                        "select entry from followed_entry where peer = :peer and origin = :origin and idx = :idx")
                .bind("peer", peer.hex())
                .bind("origin", origin)
                .bind("idx", index)
                .map((row, _) -> Bytes.owning(row.getBytes("entry")))
                .findOne());
    }

    /** Indices whose payloads were left out, oldest first. */
    public List<Long> missing(Fingerprint peer, String origin, int most) {
        return database.read(handle -> handle.createQuery("select idx from followed_entry"
                        + " where peer = :peer and origin = :origin and wanted = 1 order by idx limit :most")
                .bind("peer", peer.hex())
                .bind("origin", origin)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }

    /** How many payloads of a log were left out. */
    public long missing(Fingerprint peer, String origin) {
        return database.read(handle -> handle.createQuery("select count(*) from followed_entry"
                        + " where peer = :peer and origin = :origin and wanted = 1")
                .bind("peer", peer.hex())
                .bind("origin", origin)
                .mapTo(Long.class)
                .one());
    }
}

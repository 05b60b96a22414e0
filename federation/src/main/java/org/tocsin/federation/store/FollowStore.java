package org.tocsin.federation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
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

    /** Verified entries that wait to be written, with what is held behind them. */
    public record Pending(Fingerprint peer, HeldLog held, List<Leaf> leaves) {
        public Pending {
            leaves = List.copyOf(leaves);
        }
    }

    public List<Followed> logs() {
        return database.read(handle -> handle.createQuery("select peer, held from followed_log")
                .map((row, _) ->
                        new Followed(Fingerprint.hex(row.getString("peer")), HeldLog.decode(row.getBytes("held"))))
                .list());
    }

    /** Writes all of it in one transaction; durable on return. */
    public void write(List<Pending> pending) {
        database.writeNow(handle -> {
            pending.forEach(one -> write(handle, one));
            return pending.size();
        });
    }

    private static void write(Handle handle, Pending pending) {
        var origin = pending.held().origin().toString();
        if (!pending.leaves().isEmpty()) {
            var batch = handle.prepareBatch("insert into followed_entry (origin, idx, entry, salt, payload)"
                    + " values (:origin, :idx, :entry, :salt, :payload) on conflict (origin, idx) do nothing");
            for (var leaf : pending.leaves()) {
                var payload = leaf.payload();
                batch.bind("origin", origin)
                        .bind("idx", leaf.index())
                        .bind("entry", leaf.encoded().toArray())
                        .bind("salt", payload == null ? null : payload.salt().toArray())
                        .bind(
                                "payload",
                                payload == null ? null : payload.payload().toArray())
                        .add();
            }
            batch.execute();
        }
        handle.createUpdate("insert into followed_log (origin, peer, held) values (:origin, :peer, :held)"
                        + " on conflict (origin) do update set held = excluded.held")
                .bind("origin", origin)
                .bind("peer", pending.peer().hex())
                .bind("held", pending.held().encode())
                .execute();
    }

    /** Keeps a payload that was left out for the quota and fetched later. */
    public void fill(String origin, long index, Salted payload) {
        database.writeNow(handle -> handle.createUpdate("update followed_entry set salt = :salt, payload = :payload"
                        + " where origin = :origin and idx = :idx")
                .bind("salt", payload.salt().toArray())
                .bind("payload", payload.payload().toArray())
                .bind("origin", origin)
                .bind("idx", index)
                .execute());
    }

    /** The encoded entry at an index. */
    public Optional<Bytes> entry(String origin, long index) {
        return database.read(
                handle -> handle.createQuery("select entry from followed_entry where origin = :origin and idx = :idx")
                        .bind("origin", origin)
                        .bind("idx", index)
                        .map((row, _) -> Bytes.owning(row.getBytes("entry")))
                        .findOne());
    }

    /** Indices whose payloads were left out, oldest first. */
    public List<Long> missing(String origin, int most) {
        return new ArrayList<>(database.read(handle -> handle.createQuery(
                        "select idx from followed_entry where origin = :origin and payload is null order by idx limit :most")
                .bind("origin", origin)
                .bind("most", most)
                .mapTo(Long.class)
                .list()));
    }

    /** How many entries are held of all logs of a peer. */
    public long count(String origin) {
        return database.read(handle -> handle.createQuery("select count(*) from followed_entry where origin = :origin")
                .bind("origin", origin)
                .mapTo(Long.class)
                .one());
    }
}

package org.tocsin.federation.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.Evidence;
import org.tocsin.federation.OpenInvitation;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.store.Database;

/** Peers, their newest descriptors, and invitations. */
public final class PeerStore {
    /** Read at the other node. */
    private static final String NO_INVITATION =
            "the inviter knows no open invitation with this secret: it was taken back, was used, or is mistyped";

    private static final Limit OPEN = new Limit("peer.invitations", 100);

    private final Database database;
    private final Clock clock;

    public PeerStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A peer with the descriptor that was last accepted from it. */
    public record Stored(Peer peer, SignedBody descriptor) {}

    private record Invitation(long expires, Optional<String> usedBy) {}

    public List<Stored> peers() {
        return database.read(handle -> handle.createQuery("select * from peer")
                .map((row, _) -> stored(row))
                .list());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var urls = row.getString("urls");
        var peer = new Peer(
                Fingerprint.hex(row.getString("fingerprint")),
                row.getString("domain"),
                urls.isEmpty() ? List.of() : urls.lines().toList(),
                Peer.State.valueOf(row.getString("state")),
                row.getString("peer_group"),
                row.getLong("full_trust") == 1);
        return new Stored(peer, SignedBody.decode(row.getBytes("descriptor")));
    }

    /** Keeps a peer; durable on return. */
    public void put(Peer peer, SignedBody descriptor) {
        database.act(handle -> handle.createUpdate("insert into peer"
                        + " (fingerprint, domain, urls, state, peer_group, full_trust, descriptor)"
                        + " values (:fingerprint, :domain, :urls, :state, :group, :full, :descriptor)"
                        + " on conflict (fingerprint) do update set domain = excluded.domain, urls = excluded.urls,"
                        + " state = excluded.state, peer_group = excluded.peer_group,"
                        + " full_trust = excluded.full_trust, descriptor = excluded.descriptor")
                .bind("fingerprint", peer.fingerprint().hex())
                .bind("domain", peer.domain())
                .bind("urls", String.join("\n", peer.urls()))
                .bind("state", peer.state().name())
                .bind("group", peer.group())
                .bind("full", peer.fullTrust() ? 1 : 0)
                .bind("descriptor", descriptor.encoded().toArray())
                .execute());
    }

    public void remove(Fingerprint fingerprint) {
        database.act(handle -> handle.createUpdate("delete from peer where fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint.hex())
                .execute());
    }

    /** Keeps an invitation's hash, never its secret. Those that have expired are forgotten, and only so many may be open. */
    public void invite(Digest secretHash, Instant expires) {
        database.act(handle -> {
            handle.createUpdate("delete from invitation where expires <= :now")
                    .bind("now", clock.millis())
                    .execute();
            OPEN.check(1
                    + handle.createQuery("select count(*) from invitation where used_by is null")
                            .mapTo(Long.class)
                            .one());
            return handle.createUpdate(
                            "insert into invitation (secret_hash, expires, used_by) values (:hash, :expires, null)")
                    .bind("hash", secretHash.toString())
                    .bind("expires", expires.toEpochMilli())
                    .execute();
        });
    }

    /** Invitations that nobody has used yet and that still can be, the next to expire first. */
    public List<OpenInvitation> invitations() {
        return database.read(handle -> handle.createQuery("select secret_hash, expires from invitation"
                        + " where used_by is null and expires > :now order by expires, secret_hash")
                .bind("now", clock.millis())
                .map((row, _) -> new OpenInvitation(
                        row.getString("secret_hash").substring(0, OpenInvitation.ID),
                        Instant.ofEpochMilli(row.getLong("expires"))))
                .list());
    }

    /** Takes an open invitation back; false if there is none of that id. */
    public boolean revoke(String id) {
        return id.matches(OpenInvitation.PATTERN)
                && database.act(handle -> handle.createUpdate(
                                        "delete from invitation where used_by is null and secret_hash like :id")
                                .bind("id", id + "%")
                                .execute())
                        > 0;
    }

    /** Refuses a secret that no invitation has, by a look that writes nothing. */
    public void requireInvitation(Digest secretHash) {
        long found =
                database.read(handle -> handle.createQuery("select count(*) from invitation where secret_hash = :hash")
                        .bind("hash", secretHash.toString())
                        .mapTo(Long.class)
                        .one());
        if (found == 0) {
            throw new Rejection("join.unknown", NO_INVITATION);
        }
    }

    /** The highest descriptor of this node that a peer has shown, as its root signed it: the next one goes on from there. */
    public Optional<SignedBody> ownShown() {
        return database.read(handle -> handle.createQuery("select signed from own_shown")
                .map((row, _) -> SignedBody.decode(row.getBytes("signed")))
                .findOne());
    }

    /** Remembers such a descriptor, all of it: a home restored from a backup has forgotten which logs it names. */
    public void sawOwn(long number, SignedBody signed) {
        database.writeNow(handle -> handle.createUpdate("insert into own_shown (id, number, signed)"
                        + " values (1, :number, :signed) on conflict (id) do update set"
                        + " number = excluded.number, signed = excluded.signed"
                        + " where excluded.number > own_shown.number")
                .bind("number", number)
                .bind("signed", signed.encoded().toArray())
                .execute());
    }

    /** Keeps proof of a lie; durable on return. */
    public void accuse(Evidence evidence) {
        database.writeNow(handle -> handle.createUpdate("insert into evidence (peer, about, what, held, shown, seen)"
                        + " values (:peer, :about, :what, :held, :shown, :seen) on conflict (peer, about) do nothing")
                .bind("peer", evidence.peer().hex())
                .bind("about", evidence.about())
                .bind("what", evidence.what())
                .bind("held", evidence.held().toArray())
                .bind("shown", evidence.shown().toArray())
                .bind("seen", clock.millis())
                .execute());
    }

    /** All proofs of lies, oldest first. */
    public List<Evidence> evidence() {
        return database.read(handle -> handle.createQuery("select * from evidence order by seen, peer, about")
                .map((row, _) -> new Evidence(
                        Fingerprint.hex(row.getString("peer")),
                        row.getString("what"),
                        row.getString("about"),
                        Bytes.owning(row.getBytes("held")),
                        Bytes.owning(row.getBytes("shown"))))
                .list());
    }

    /**
     * Uses an invitation up. A repeated try of the same organisation is let through, since an answer can get lost on the way.
     */
    public void useInvitation(Digest secretHash, Fingerprint by) {
        var problem = database.writeNow(handle -> {
            var found = handle.createQuery("select expires, used_by from invitation where secret_hash = :hash")
                    .bind("hash", secretHash.toString())
                    .map((row, _) ->
                            new Invitation(row.getLong("expires"), Optional.ofNullable(row.getString("used_by"))))
                    .findOne();
            if (found.isEmpty()) {
                return "join.unknown";
            }
            if (found.get().expires() <= clock.millis()) {
                return "join.expired";
            }
            if (found.get().usedBy().filter(used -> !used.equals(by.hex())).isPresent()) {
                return "join.used";
            }
            handle.createUpdate("update invitation set used_by = :by where secret_hash = :hash")
                    .bind("by", by.hex())
                    .bind("hash", secretHash.toString())
                    .execute();
            return "";
        });
        switch (problem) {
            case "join.unknown" -> throw new Rejection(problem, NO_INVITATION);
            case "join.expired" -> throw new Rejection(problem, "the invitation has expired; ask for a new one");
            case "join.used" -> throw new Rejection(problem, "the invitation was used by somebody else");
            default -> {}
        }
    }
}

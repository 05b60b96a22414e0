package org.tocsin.platform.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.platform.auth.Role;

/** Access tokens, of which only the hash is kept. */
public final class TokenStore {
    private final Database database;
    private final Clock clock;

    public TokenStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is known of a token. */
    public record Grant(String name, Role role) {}

    /** Keeps a token's hash; a token of the same name is replaced. */
    public void put(Digest hash, String name, Role role) {
        database.act(handle -> handle.createUpdate(
                        "insert into access_token (hash, name, role, created) values (:hash, :name, :role, :created)"
                                + " on conflict (name) do update set hash = excluded.hash, role = excluded.role,"
                                + " created = excluded.created")
                .bind("hash", hash.toString())
                .bind("name", name)
                .bind("role", role.name())
                .bind("created", clock.millis())
                .execute());
    }

    /** What is known of a token without its secret. */
    public record Listed(String name, Role role, Instant created) {}

    /** All tokens, by name. */
    public List<Listed> all() {
        return database.read(handle -> handle.createQuery("select name, role, created from access_token order by name")
                .map((row, _) -> new Listed(
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        Instant.ofEpochMilli(row.getLong("created"))))
                .list());
    }

    /** Forgets a token; whether there was one of that name. */
    public boolean remove(String name) {
        return database.act(handle -> handle.createUpdate("delete from access_token where name = :name")
                        .bind("name", name)
                        .execute())
                > 0;
    }

    /** Looked up by hash, so that no secret is compared byte by byte. */
    public Optional<Grant> find(Digest hash) {
        return database.read(handle -> handle.createQuery("select name, role from access_token where hash = :hash")
                .bind("hash", hash.toString())
                .map((row, _) -> new Grant(row.getString("name"), Role.valueOf(row.getString("role"))))
                .findOne());
    }
}

package org.tocsin.node.incident.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.Database;
import tools.jackson.databind.JsonNode;

/** Incidents as JSON, one row each: all of them are in memory, nobody searches here. */
public final class IncidentStore {
    private final Database database;

    public IncidentStore(Database database) {
        this.database = database;
    }

    /** All rows, oldest first. */
    public List<JsonNode> all() {
        return database.read(handle -> handle.createQuery("select body from incident order by id")
                .map((row, _) -> Json.parse(row.getString("body")))
                .list());
    }

    /**
     * Writes what has changed and deletes what is gone, in one transaction.
     *
     * @param current asked while it is written, so that an older row never comes behind a newer one
     */
    public void write(
            Collection<String> changed, Function<String, Optional<JsonNode>> current, Collection<String> gone) {
        database.writeNow(handle -> {
            changed.forEach(id -> current.apply(id).ifPresent(body -> put(handle, id, body)));
            var batch = handle.prepareBatch("delete from incident where id = :id");
            gone.forEach(id -> batch.bind("id", id).add());
            return gone.isEmpty() ? 0 : batch.execute().length;
        });
        if (!gone.isEmpty()) {
            database.scrub();
        }
    }

    /** Writes what a person waits for; returns when it is durable. */
    public void act(String id, JsonNode body) {
        database.act(handle -> put(handle, id, body));
    }

    private static int put(Handle handle, String id, JsonNode body) {
        return handle.createUpdate("insert into incident (id, body) values (:id, :body)"
                        + " on conflict (id) do update set body = excluded.body")
                .bind("id", id)
                .bind("body", Json.text(body))
                .execute();
    }
}

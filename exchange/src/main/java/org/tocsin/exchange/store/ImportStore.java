package org.tocsin.exchange.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.ImportedList;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Prefix;
import org.tocsin.platform.store.Database;

/** Lists of others that a person imported; each act is durable when it returns. */
public final class ImportStore {
    private final Database database;
    private final Clock clock;

    public ImportStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps an imported list in the place of the one of that name; waits until it is durable. */
    public void put(ImportedList list) {
        database.act(handle -> handle.createUpdate("insert into imported_list (name, action, until, entries, spared)"
                        + " values (:name, :action, :until, :entries, :spared) on conflict (name) do update set"
                        + " action = excluded.action, until = excluded.until, entries = excluded.entries,"
                        + " spared = excluded.spared")
                .bind("name", list.name())
                .bind("action", list.action().name())
                .bind("until", list.until().toEpochMilli())
                .bind("entries", lines(list.entries()))
                .bind("spared", lines(list.spared()))
                .execute());
    }

    private static String lines(List<Prefix> prefixes) {
        return prefixes.stream().map(Prefix::toString).collect(Collectors.joining("\n"));
    }

    private static List<Prefix> prefixes(String lines) {
        return lines.lines().map(Prefix::parse).toList();
    }

    public void remove(String name) {
        database.act(handle -> handle.createUpdate("delete from imported_list where name = :name")
                .bind("name", name)
                .execute());
    }

    /** Those whose time is not over. */
    public List<ImportedList> live() {
        return database.read(handle -> handle.createQuery("select * from imported_list where until > :now")
                .bind("now", clock.millis())
                .map((row, _) -> new ImportedList(
                        row.getString("name"),
                        Action.valueOf(row.getString("action")),
                        Instant.ofEpochMilli(row.getLong("until")),
                        prefixes(row.getString("entries")),
                        prefixes(row.getString("spared"))))
                .list());
    }
}

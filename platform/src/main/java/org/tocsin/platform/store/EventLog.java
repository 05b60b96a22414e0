package org.tocsin.platform.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.tocsin.kernel.Clock;
import org.tocsin.platform.event.Event;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The event log: the audit trail of what happened, read again by kind after a restart, and pruned by age. */
public final class EventLog {
    private static final int PAGE = 1_000;

    private final Database database;
    private final Clock clock;

    public EventLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An event to append. */
    public record Told(String kind, ObjectNode body) {}

    /** Appends inside the caller's transaction, in this order. The one writer makes the sequence gapless. */
    public void append(Handle handle, List<Told> events) {
        if (events.isEmpty()) {
            return;
        }
        long sequence = last(handle);
        long now = clock.millis();
        var batch = handle.prepareBatch(
                "insert into event_log (sequence, kind, at, body) values (:sequence, :kind, :at, :body)");
        for (var event : events) {
            batch.bind("sequence", ++sequence)
                    .bind("kind", event.kind())
                    .bind("at", now)
                    .bind("body", Json.text(event.body()))
                    .add();
        }
        var _ = batch.execute();
    }

    /** Appends an event that has no other state. */
    public void append(String kind, ObjectNode body) {
        var _ = database.write(handle -> {
            append(handle, List.of(new Told(kind, body)));
            return 1;
        });
    }

    /** Events behind {@code after}, oldest first, at most {@code most}. */
    public List<Event> read(long after, int most) {
        return database.read(handle -> handle.createQuery(
                        "select sequence, kind, at, body from event_log where sequence > :after order by sequence limit :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> event(row))
                .list());
    }

    /**
     * Deletes the oldest of the events before a moment, at most {@code most} at once, since the one writer does nothing else
     * meanwhile. The newest of all stays, so that the sequence goes on from it.
     *
     * @return how many were deleted
     */
    public int prune(Instant before, int most) {
        return database.writeNow(handle -> handle.createUpdate("delete from event_log where sequence in"
                        + " (select sequence from event_log where at < :before"
                        + " and sequence < (select max(sequence) from event_log) order by at limit :most)")
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .execute());
    }

    /** Hands out every event of some kinds since a moment, oldest first, however many others lie between. */
    public void each(Collection<String> kinds, Instant since, Consumer<Event> taker) {
        long after = 0;
        for (var page = page(kinds, since, after); !page.isEmpty(); page = page(kinds, since, after)) {
            page.forEach(taker);
            after = page.getLast().sequence();
        }
    }

    /** Events of some kinds that were appended within a span, oldest first, at most {@code most}. */
    public List<Event> between(Collection<String> kinds, Instant since, Instant until, int most) {
        return database.read(handle -> handle.createQuery("select sequence, kind, at, body from event_log"
                        + " where kind in (<kinds>) and at >= :since and at <= :until order by sequence limit :most")
                .bindList("kinds", List.copyOf(kinds))
                .bind("since", since.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("most", most)
                .map((row, _) -> event(row))
                .list());
    }

    private List<Event> page(Collection<String> kinds, Instant since, long after) {
        return database.read(handle -> handle.createQuery("select sequence, kind, at, body from event_log"
                        + " where kind in (<kinds>) and at >= :since and sequence > :after"
                        + " order by sequence limit :most")
                .bindList("kinds", List.copyOf(kinds))
                .bind("since", since.toEpochMilli())
                .bind("after", after)
                .bind("most", PAGE)
                .map((row, _) -> event(row))
                .list());
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("sequence"),
                row.getString("kind"),
                Instant.ofEpochMilli(row.getLong("at")),
                Json.parse(row.getString("body")));
    }

    public long last() {
        return database.read(EventLog::last);
    }

    private static long last(Handle handle) {
        return handle.createQuery("select coalesce(max(sequence), 0) from event_log")
                .mapTo(Long.class)
                .one();
    }
}

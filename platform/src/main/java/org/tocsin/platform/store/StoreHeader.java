package org.tocsin.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.tocsin.kernel.Rejection;

/** The format of a store and which program wrote it last. Source: FORMATS, Log: an older program refuses a newer format by name. */
final class StoreHeader {
    static final int FORMAT = 1;

    private final long format;
    private final String writtenBy;

    private StoreHeader(long format, String writtenBy) {
        this.format = format;
        this.writtenBy = writtenBy;
    }

    /** Reads it before anything is changed; a store without one was written before headers were. */
    static StoreHeader read(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, "store_header", null)) {
            if (!tables.next()) {
                return new StoreHeader(0, "an early program");
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select format, written_by from store_header")) {
            return rows.next()
                    ? new StoreHeader(rows.getLong(1), rows.getString(2))
                    : new StoreHeader(0, "an early program");
        }
    }

    void requireKnown() {
        if (format > FORMAT) {
            throw refused("the store is of format " + format + ", this program knows up to " + FORMAT);
        }
    }

    /** Refuses what a newer program has made of the store. */
    Rejection refused(String what) {
        return new Rejection("store.newer-format", what + "; it was written by " + writtenBy);
    }

    /** Says who has it now. */
    static void write(Connection connection, String writtenBy) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists store_header"
                    + " (id bigint not null primary key, format bigint not null, written_by text not null)");
        }
        try (var insert = connection.prepareStatement("insert into store_header (id, format, written_by)"
                + " values (1, ?, ?) on conflict (id) do update set"
                + " format = excluded.format, written_by = excluded.written_by")) {
            insert.setLong(1, FORMAT);
            insert.setString(2, writtenBy);
            insert.executeUpdate();
        }
    }
}

package org.tocsin.edge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Subject;

/**
 * Who is connected: by source and by the names of the device, so that a change of the block list finds the few connections
 * it is about without looking at all. Safe for several threads.
 *
 * <p>A connection is entered before it is judged, and a list is in force before those here are looked through: whichever
 * comes first, one of the two sees the other, and nobody slips in between.
 */
final class Connections {
    private static final int SOURCE_BITS_V6 = 64;

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Address, Set<Connection>> bySource = new ConcurrentHashMap<>();
    private final ConcurrentMap<Subject, Set<Connection>> bySubject = new ConcurrentHashMap<>();

    /** An IPv4 address itself; of IPv6 the /64, within which one attacker has all addresses. */
    static Address source(Address address) {
        return address.isV4() ? address : Prefix.around(address, SOURCE_BITS_V6).address();
    }

    /** Enters a connection; returns how many its source now has. */
    int add(Connection connection) {
        all.add(connection);
        return bySource.compute(connection.source, (_, set) -> with(set, connection))
                .size();
    }

    void name(Connection connection, Subject subject) {
        bySubject.compute(subject, (_, set) -> with(set, connection));
    }

    void remove(Connection connection) {
        all.remove(connection);
        bySource.computeIfPresent(connection.source, (_, set) -> without(set, connection));
        for (var subject : connection.subjects()) {
            bySubject.computeIfPresent(subject, (_, set) -> without(set, connection));
        }
    }

    int size() {
        return all.size();
    }

    Collection<Connection> all() {
        return all;
    }

    /** Those whom a decision about the subject concerns. */
    List<Connection> about(Subject subject) {
        return switch (subject) {
            case Subject.Hosts(var prefix) -> within(prefix);
            case Subject.Key _, Subject.Device _, Subject.Client _ ->
                List.copyOf(bySubject.getOrDefault(subject, Set.of()));
        };
    }

    private List<Connection> within(Prefix prefix) {
        var found = new ArrayList<Connection>();
        int sourceBits = prefix.address().isV4() ? prefix.address().width() : SOURCE_BITS_V6;
        if (prefix.length() >= sourceBits) {
            found.addAll(bySource.getOrDefault(source(prefix.address()), Set.of()));
        } else {
            bySource.forEach((source, set) -> {
                if (prefix.contains(source)) {
                    found.addAll(set);
                }
            });
        }
        found.removeIf(connection -> !prefix.contains(connection.address));
        return found;
    }

    private static Set<Connection> with(@Nullable Set<Connection> set, Connection one) {
        var wider = set == null ? ConcurrentHashMap.<Connection>newKeySet() : set;
        wider.add(one);
        return wider;
    }

    private static @Nullable Set<Connection> without(Set<Connection> set, Connection one) {
        set.remove(one);
        return set.isEmpty() ? null : set;
    }
}

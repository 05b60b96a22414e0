package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.tocsin.detection.Service;
import org.tocsin.detection.Service.Party;
import org.tocsin.detection.Service.Protocol;
import org.tocsin.detection.Service.Side;

/**
 * A bounded list of services, packed: a number each, and all hosts in one text. Asking whether a service is in it allocates nothing.
 * Hosts of one domain count as one, since clouds rotate through them.
 */
final class Services {
    private static final char BREAK = '\0';
    private static final Side[] SIDES = Side.values();
    private static final Protocol[] PROTOCOLS = Protocol.values();
    private static final Party[] PARTIES = Party.values();

    private final int most;
    private final int room;
    private long[] keys = new long[0];
    private int size;
    /** Host and break for each service, in order; the host of most is empty. */
    private String hosts = "";

    /**
     * @param most services
     * @param room characters of their hosts, breaks included
     */
    Services(int most, int room) {
        this.most = most;
        this.room = room;
    }

    static long key(Side side, Protocol protocol, Party party, int from, int to) {
        return (long) side.code() << 48
                | (long) protocol.code() << 40
                | (long) party.code() << 32
                | (long) from << 16
                | to;
    }

    static long key(Service service) {
        return key(service.side(), service.protocol(), service.party(), service.from(), service.to());
    }

    private static int side(long key) {
        return (int) (key >>> 48);
    }

    private static int protocol(long key) {
        return (int) (key >>> 40) & 0xff;
    }

    private static int party(long key) {
        return (int) (key >>> 32) & 0xff;
    }

    private static int from(long key) {
        return (int) (key >>> 16) & 0xffff;
    }

    private static int to(long key) {
        return (int) key & 0xffff;
    }

    /** The same service but for the party. */
    private static boolean alike(long whole, long part) {
        return side(whole) == side(part)
                && (protocol(whole) == protocol(part) || protocol(whole) == Protocol.ANY.code())
                && from(whole) <= from(part)
                && to(part) <= to(whole);
    }

    /** Which of them covers a service, by its host or another of its domain; -1 for none. */
    int covering(long key, String host) {
        int domain = Domain.at(host);
        int at = 0;
        for (int i = 0; i < size; i++) {
            int end = hosts.indexOf(BREAK, at);
            if (alike(keys[i], key)
                    && (party(keys[i]) == Party.ANYBODY.code()
                            || (party(keys[i]) == party(key) && Domain.holds(hosts, at, end, host, domain)))) {
                return i;
            }
            at = end + 1;
        }
        return -1;
    }

    /** Whether any of them is this service with somebody outside, named or not. */
    boolean coversOutside(long key) {
        for (int i = 0; i < size; i++) {
            if (alike(keys[i], key) && party(keys[i]) != Party.LOCAL.code() && party(keys[i]) != Party.GROUP.code()) {
                return true;
            }
        }
        return false;
    }

    /** How many are this service with hosts of the same domain; the most that are worth a place once this very one is there. */
    int siblings(long key, String host) {
        int domain = Domain.at(host);
        int at = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            int end = hosts.indexOf(BREAK, at);
            if (keys[i] == key && Domain.holds(hosts, at, end, host, domain)) {
                count++;
                if (end - at == host.length() && hosts.startsWith(host, at)) {
                    return Integer.MAX_VALUE;
                }
            }
            at = end + 1;
        }
        return count;
    }

    /** Adds one at the end, if there is room. */
    boolean add(long key, String host) {
        if (size == most || hosts.length() + host.length() + 1 > room) {
            return false;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.min(most, Math.max(4, size * 2)));
        }
        keys[size++] = key;
        hosts = hosts + host + BREAK;
        return true;
    }

    /** The first one goes. */
    void removeFirst() {
        System.arraycopy(keys, 1, keys, 0, --size);
        hosts = hosts.substring(hosts.indexOf(BREAK) + 1);
    }

    int size() {
        return size;
    }

    List<Service> list() {
        List<Service> list = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < size; i++) {
            int end = hosts.indexOf(BREAK, at);
            long key = keys[i];
            list.add(new Service(
                    coded(SIDES, Side::code, side(key)),
                    coded(PROTOCOLS, Protocol::code, protocol(key)),
                    from(key),
                    to(key),
                    coded(PARTIES, Party::code, party(key)),
                    hosts.substring(at, end)));
            at = end + 1;
        }
        return list;
    }

    /** Which of them has that code; each came from one. */
    private static <T> T coded(T[] all, ToIntFunction<T> code, int wanted) {
        int at = 0;
        while (code.applyAsInt(all[at]) != wanted) {
            at++;
        }
        return all[at];
    }
}

package org.tocsin.federation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Fingerprint;

/**
 * Another organisation's node.
 *
 * @param domain what it called itself when a person accepted it; what it calls itself since waits until a person accepts it again
 * @param urls where it can be dialled; empty behind NAT
 * @param group members of one group are one voice towards the trust engine
 * @param fullTrust its observed reports count as own evidence
 */
public record Peer(
        Fingerprint fingerprint, String domain, List<String> urls, State state, String group, boolean fullTrust) {
    /** Where an acquaintance stands. */
    public enum State {
        /** It showed a token of ours; a person must compare its fingerprint. */
        PENDING,
        /** It may follow us, and we follow it. */
        ACCEPTED,
        /** A person, or proof of a lie, stopped it; a person may resume it. */
        PAUSED
    }

    public Peer {
        urls = List.copyOf(urls);
    }

    public Peer in(State next) {
        return new Peer(fingerprint, domain, urls, next, group, fullTrust);
    }

    public Peer describedAs(String nextDomain, List<String> nextUrls) {
        return new Peer(fingerprint, nextDomain, nextUrls, state, group, fullTrust);
    }

    public Peer declared(String nextGroup, boolean nextFullTrust) {
        return new Peer(fingerprint, domain, urls, state, nextGroup, nextFullTrust);
    }

    /**
     * How the connection to a peer stands.
     *
     * @param connected a session runs
     * @param lastHeard when the last frame came
     * @param lagMs milliseconds between a frame's sending and its receipt, by both clocks
     * @param behind entries that it has offered and we have not yet verified
     * @param problem why it is not connected, in words; empty when it is
     * @param since when that problem was first met; empty when it was not looked for yet
     */
    public record Link(
            boolean connected,
            Optional<Instant> lastHeard,
            long lagMs,
            long behind,
            String problem,
            Optional<Instant> since) {
        public static final Link NONE = new Link(false, Optional.empty(), 0, 0, "not connected yet", Optional.empty());

        /** What a peer's last word begins with; its code follows. */
        public static final String CLOSED = "the peer closed: ";

        /** What stands before the machine's own words for a connection that broke off. */
        public static final String BROKE = "the connection ended: ";

        /** The code with which the peer itself refuses us; empty if it does not. */
        public String refusal() {
            int end = problem.indexOf(": ", CLOSED.length());
            return problem.startsWith(CLOSED) && end > 0 ? problem.substring(CLOSED.length(), end) : "";
        }

        /** Whether the peer does not know us any more: it took us off its record, or began anew. */
        public boolean forgotUs() {
            return refusal().equals("peer.removed") || refusal().equals("peer.unknown");
        }
    }
}

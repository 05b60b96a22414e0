package org.tocsin.node.doctor;

import org.tocsin.federation.Peer.Link;

/**
 * Why there is no connection to an accepted peer, in words that somebody who has not read the protocol can act on. The code behind
 * it stays where machines read: {@code GET /api/v1/peers}.
 *
 * @param state how bad it is: a note passes by itself, or waits for a person elsewhere
 * @param what goes on, as the rest of a sentence that begins with the peer
 * @param cure what to do; empty for waiting
 */
public record PeerTrouble(Check.State state, String what, String cure) {
    private static final String NOT_YET = Link.NONE.problem();
    private static final String FIRST_TRY = "dialling";

    /**
     * What a link's problem means.
     *
     * @param domain of the peer, for the commands that are named
     * @param problem as {@link Link#problem} says
     */
    public static PeerTrouble of(String domain, String problem) {
        if (isFirstTry(problem)) {
            return note("is being connected to", "");
        }
        var refusal = refusal(problem);
        if (!refusal.isEmpty()) {
            return refused(domain, refusal, problem);
        }
        if (problem.startsWith(Link.BROKE)) {
            return bad(
                    "is not connected: the connection broke off", "see whether it runs; it is dialled again by itself");
        }
        return switch (code(problem)) {
            case "follow.beyond" ->
                bad(
                        "has followed more of this node's log than this node has: this home looks like an old backup",
                        "was a backup restored here? Stop the node, then: tocsin log reopen");
            case "descriptor.number" -> theirBackup("shows an older descriptor than it showed before");
            case "follow.fork" ->
                bad("contradicts its own signed log, which proves a lie", "it is paused; talk to them");
            case "peer.twice" -> note("is connected to a second time; one connection is kept", "");
            case "peer.other" ->
                bad(
                        "is not who answers at its URL: another peer is",
                        "ask them for their address, and whether it has moved");
            case "peer.key" ->
                bad(
                        "is reached through something that ends TLS",
                        "peers must reach each other directly, past any proxy");
            default ->
                bad(
                        "is not connected: " + problem,
                        "see whether it runs, and whether its URL can be reached from here");
        };
    }

    /** Whether no attempt has come to its end yet. */
    public static boolean isFirstTry(String problem) {
        return problem.isEmpty() || problem.equals(NOT_YET) || problem.equals(FIRST_TRY);
    }

    /** It answered, and will have nothing to do with us, or not now. */
    private static PeerTrouble refused(String domain, String refusal, String problem) {
        return switch (refusal) {
            case "peer.pending" -> note("has not accepted this node yet", "ask them for: tocsin peer accept");
            case "peer.removed", "peer.unknown" ->
                bad(
                        "has removed this node, or began anew",
                        "ask them for an invitation, or: tocsin peer remove " + domain);
            case "peer.paused" -> note("has paused this node: a person did, or the proof of a lie", "talk to them");
            case "peer.closing" -> note("is stopping; it is dialled again by itself", "");
            case "peer.busy" -> note("is busy with strangers at its door; it is dialled again by itself", "");
            case "peer.twice" -> note("has another connection to this node open", "");
            case "follow.beyond" -> theirBackup("has less of its log than this node has followed");
            case "descriptor.number" ->
                bad(
                        "has seen a newer descriptor of this node than this one: this home looks like an old backup",
                        "was a backup restored here? Stop the node, then: tocsin log reopen");
            case "peer.protocol" -> bad("speaks another version of the protocol", "update the older of the two");
            case "peer.key" ->
                bad(
                        "sees another key than this node's: something between ends TLS",
                        "reach it directly, past any proxy");
            default ->
                bad("refuses this node: " + problem, "the code stands in docs/errors.md; if need be, talk to them");
        };
    }

    private static PeerTrouble theirBackup(String what) {
        return bad(
                what + ": it looks like an old backup of theirs",
                "nothing is lost here; ask them to stop their node and run: tocsin log reopen");
    }

    private static String refusal(String problem) {
        return problem.startsWith(Link.CLOSED) ? code(problem.substring(Link.CLOSED.length())) : "";
    }

    /** What stands before the first colon, if it looks like a code. */
    private static String code(String problem) {
        int end = problem.indexOf(": ");
        var word = end < 0 ? "" : problem.substring(0, end);
        return word.matches("[a-z]+\\.[a-z-]+") ? word : "";
    }

    private static PeerTrouble note(String what, String cure) {
        return new PeerTrouble(Check.State.NOTE, what, cure);
    }

    private static PeerTrouble bad(String what, String cure) {
        return new PeerTrouble(Check.State.BAD, what, cure);
    }
}

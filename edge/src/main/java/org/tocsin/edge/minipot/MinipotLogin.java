package org.tocsin.edge.minipot;

import java.time.Instant;
import org.tocsin.kernel.Address;

/**
 * Somebody logged in at a minipot, which takes a TCP handshake completed both ways, and was refused.
 *
 * @param source who
 * @param here the own address that it connected to
 * @param user the name that was tried, only if the pair is one that makers ship; else empty: people type secrets there
 * @param pair keyed hash of name and secret, 16 hex digits; the key is gone when the process ends
 * @param token by which a botnet knows its own, empty for none
 * @param software that the visitor said it is, printable, at most {@value Conversation#MOST_NAME} characters; empty for none
 * @param tries log-ins of this source so far
 * @param pairs different pairs among them, at most {@value Visitor#MOST_PAIRS} are told apart
 * @param visits connections of this source so far
 * @param first its first visit
 * @param repeats times that it was told before
 * @param accuses nobody else can have had this done: it was typed by telnet or came by MQTT, not by what a URL can bring about
 */
public record MinipotLogin(
        Protocol protocol,
        Address source,
        Address here,
        int port,
        String user,
        String pair,
        String token,
        String software,
        int tries,
        int pairs,
        int visits,
        Instant first,
        Instant at,
        int repeats,
        boolean accuses) {}

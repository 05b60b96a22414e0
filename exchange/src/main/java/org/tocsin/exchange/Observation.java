package org.tocsin.exchange;

import org.tocsin.kernel.Address;

/**
 * What this node's own detectors concluded, in the exchange's words. What of it may leave is decided by {@link ShareRules}.
 * Source: ARCHITECTURE section 3.
 */
public sealed interface Observation {
    AttackClass attack();

    /**
     * Somebody outside attacked a device here.
     *
     * @param handshakeProven a TCP handshake was completed both ways, so the source is not forged
     */
    record Inbound(Address source, AttackClass attack, boolean handshakeProven) implements Observation {}

    /**
     * A device of ours called a server of the attacker's.
     *
     * @param handshakeProven the server completed a TCP handshake: one that never answered has taken part in nothing
     */
    record CallHome(Subject server, AttackClass attack, boolean handshakeProven) implements Observation {}

    /** A device of ours misbehaves: a local matter, of which nothing is said. */
    record OwnDevice(AttackClass attack) implements Observation {}
}

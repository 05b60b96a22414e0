package org.tocsin.detection;

import org.tocsin.kernel.Address;

/**
 * Who is who in a finding: it decides what may be done and what may be shared. Source: ARCHITECTURE section 3, the table.
 */
public sealed interface Role permits Role.Inbound, Role.OwnDevice, Role.CallHome {
    /**
     * Somebody outside acts on devices of ours.
     *
     * @param handshakeProven a TCP handshake with this source completed both ways; without it the address may be forged and
     *     must neither be shared nor blocked
     */
    record Inbound(Address source, boolean handshakeProven) implements Role {}

    /**
     * A device of ours acts, or one of which it is not known whose it is: nothing about it is shared.
     *
     * @param device who acts; of a factory log-in the finding is about the other, to whom it logged in
     * @param address its latest address
     */
    record OwnDevice(String device, Address address) implements Role {}

    /**
     * A device of ours calls somebody outside.
     *
     * @param peer that it calls
     */
    record CallHome(Address peer) implements Role {}

    /** Whether the one who acts has completed a TCP handshake both ways. */
    default boolean proven() {
        return this instanceof Inbound inbound && inbound.handshakeProven();
    }
}

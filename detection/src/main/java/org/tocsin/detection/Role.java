package org.tocsin.detection;

import org.tocsin.kernel.Address;

/**
 * Who is who in a finding: it decides what may be done and what may be shared. Source: ARCHITECTURE section 3, the table.
 */
public sealed interface Role permits Role.Inbound, Role.OwnDevice, Role.CallHome, Role.Stranger, Role.Nameless {
    /**
     * Somebody outside acts on devices of ours.
     *
     * @param handshakeProven a TCP handshake with this source completed both ways; without it the address may be forged and
     *     must neither be shared nor blocked
     */
    record Inbound(Address source, boolean handshakeProven) implements Role {}

    /**
     * A device of ours acts: nothing about it is shared.
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

    /**
     * Somebody outside acts on somebody outside, as a mirror port or a tap before the gateway shows. It is told and nothing else:
     * whoever can forge a packet would have a third party cut off.
     */
    record Stranger(Address address) implements Role {}

    /**
     * Many act on one, in names that may all be forged: there is nobody to limit, to block or to name, only the fact to tell.
     *
     * @param target that it comes to
     */
    record Nameless(Address target) implements Role {}

    /** Whether the one who acts has completed a TCP handshake both ways. */
    default boolean proven() {
        return this instanceof Inbound inbound && inbound.handshakeProven();
    }
}

package org.tocsin.federation.http;

import org.tocsin.federation.follow.Wire;
import org.tocsin.kernel.Digest;

/** What the peer listener asks of the node behind it. */
public interface PeerRoutes {
    /** The own signed descriptor, encoded; anybody may have it. */
    byte[] descriptor();

    /**
     * Somebody shows a token. Source: FORMATS, Join token.
     *
     * @param peerKey the key of this connection
     * @param body {@code [signed<descriptor>, secret]}
     * @throws org.tocsin.kernel.Rejection if the token does not open the door
     */
    void join(Digest peerKey, byte[] body);

    /** Somebody dialled; returns when the session has ended. */
    void session(Wire wire);
}

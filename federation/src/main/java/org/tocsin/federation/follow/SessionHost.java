package org.tocsin.federation.follow;

import java.util.List;
import java.util.Optional;
import org.tocsin.federation.Peer;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;

/** What a session asks of its node. */
public interface SessionHost {
    /** Who is expected behind a TLS key; empty if no descriptor held here names it. */
    Optional<Peer> expected(Digest key);

    /** The own hello, with what is held of that peer's logs. */
    Frame.Hello hello(Optional<Peer> to);

    /**
     * Who speaks.
     *
     * @param expected who it must be: whom this node dialled, or who spoke before on this connection
     * @throws org.tocsin.kernel.Rejection if it is no accepted peer, or its descriptor does not name the connection's key
     */
    Peer authenticate(Session session, Frame.Hello hello, Optional<Fingerprint> expected);

    /** A peer was authenticated: of two sessions with it one goes. */
    void begun(Session session, Peer peer);

    List<Frame.From> wants(Peer peer, List<Frame.Offer> offers);

    /** It is over, and why, in words. */
    void ended(Session session, String why);

    Follower follower();

    Offering offering();
}

package org.tocsin.federation.follow;

import java.util.List;
import java.util.Optional;
import org.tocsin.federation.Peer;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;

/** What a session asks of its node. */
public interface SessionHost {
    /** Who is expected behind a TLS key; empty if no descriptor held here names it. */
    Optional<Peer> expected(Digest key);

    /** The own hello, with what is held of that peer's logs. */
    Frame.Hello hello(Optional<Peer> to);

    /**
     * Who speaks.
     *
     * @throws org.tocsin.kernel.Rejection if it is no accepted peer, or its descriptor does not name the connection's key
     */
    Peer authenticate(Session session, Frame.Hello hello);

    /** A peer was authenticated: of two sessions with it one goes. */
    void begun(Session session, Peer peer);

    List<Frame.From> wants(Peer peer, List<Frame.Offer> offers);

    /** The other side closed and said why. */
    void refused(Session session, String code, String detail);

    void ended(Session session);

    Follower follower();

    Offering offering();
}

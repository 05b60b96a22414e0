package org.tocsin.federation.follow;

import java.io.IOException;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;

/** A two-way stream of frames to one other node, whoever dialled. One thread receives, one sends. */
public interface Wire extends AutoCloseable {
    /** The key at the other end, as TLS proved it: SHA-256 of its SubjectPublicKeyInfo. */
    Digest peerKey();

    /** Whether this node dialled. */
    boolean dialled();

    /**
     * Waits for a frame.
     *
     * @param most largest accepted frame in bytes
     * @throws IOException when the other side has gone
     */
    Frame receive(int most) throws IOException;

    /** Sends an encoded frame at once; waits while the other side reads slowly. */
    void send(byte[] frame) throws IOException;

    /** Ends both directions; a waiting receiver or sender gets an IOException. */
    @Override
    void close();
}

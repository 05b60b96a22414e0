package org.tocsin.federation.http;

import io.helidon.http.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.follow.Wire;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameStream;
import org.tocsin.kernel.Digest;

/** The dialled side: writes to the response of follow, reads from the request of offer, once that has come. */
final class ServerWire implements Wire {
    /** How long a dialler may take to open the other direction. */
    private static final int OFFER_WITHIN_S = 5;

    private final Digest key;
    private final OutputStream out;
    private final CompletableFuture<InputStream> in = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable FrameStream frames;

    ServerWire(Digest key, OutputStream out) {
        this.key = key;
        this.out = out;
    }

    void offered(InputStream stream) {
        in.complete(stream);
    }

    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Digest peerKey() {
        return key;
    }

    @Override
    public boolean dialled() {
        return false;
    }

    @Override
    public Frame receive(int most) throws IOException {
        var stream = frames;
        if (stream == null) {
            stream = new FrameStream(stream());
            frames = stream;
        }
        try {
            return stream.next(most);
        } catch (RequestException closed) {
            throw new IOException("the dialler has gone", closed);
        }
    }

    private InputStream stream() throws IOException {
        try {
            return in.get(OFFER_WITHIN_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the dialler did not offer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("closing", e);
        }
    }

    @Override
    public void send(byte[] frame) throws IOException {
        out.write(frame);
        out.flush();
    }

    /**
     * Ends the response, which the dialler answers by ending its request. The request is not closed from here: that would wait
     * for its end. A receiver that waits all the same is interrupted by its session.
     */
    @Override
    public void close() {
        in.completeExceptionally(new IOException("closed"));
        ended.countDown();
        try {
            out.close();
        } catch (IOException | RuntimeException gone) {
            System.getLogger(ServerWire.class.getName()).log(System.Logger.Level.DEBUG, "already gone", gone);
        }
    }
}

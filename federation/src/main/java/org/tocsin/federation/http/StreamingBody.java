package org.tocsin.federation.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is written while it is sent. Hands each buffer over on the writer's own thread as soon as the client asks
 * for more; a publisher with a queue and threads of its own costs a hop a frame, and drops what is written before the client
 * has subscribed.
 */
final class StreamingBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private static final int MOST_DEMAND = 1_024;
    private static final int SUBSCRIBED_WITHIN_S = 10;

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final Semaphore demand = new Semaphore(0);
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean ended;

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> wanted) {
        subscriber = wanted;
        wanted.onSubscribe(this);
        subscribed.countDown();
    }

    @Override
    public void request(long more) {
        demand.release((int) Math.min(more, MOST_DEMAND));
    }

    @Override
    public void cancel() {
        ended = true;
        demand.release();
    }

    void write(byte[] bytes) throws IOException {
        try {
            if (!subscribed.await(SUBSCRIBED_WITHIN_S, TimeUnit.SECONDS)) {
                throw new IOException("the connection was not opened within " + SUBSCRIBED_WITHIN_S + " s");
            }
            demand.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("closing", e);
        }
        hand(bytes);
    }

    private synchronized void hand(byte[] bytes) throws IOException {
        var to = subscriber;
        if (ended || to == null) {
            demand.release();
            throw new IOException("the peer takes no more");
        }
        to.onNext(ByteBuffer.wrap(bytes));
    }

    synchronized void end() {
        var to = subscriber;
        if (!ended && to != null) {
            to.onComplete();
        }
        ended = true;
        demand.release();
        subscribed.countDown();
    }
}

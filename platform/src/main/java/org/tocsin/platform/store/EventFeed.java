package org.tocsin.platform.store;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.tocsin.platform.event.Event;

/**
 * Hands events to one subscriber after their commit, in order, at least once: it re-reads from its cursor after a crash.
 * Handlers are idempotent.
 */
public final class EventFeed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventFeed.class.getName());
    private static final int MOST_A_READ = 256;

    private final EventLog log;
    private final String subscriber;
    private final Consumer<Event> handler;
    private final Semaphore news = new Semaphore(1);
    private final Thread thread;

    public EventFeed(EventLog log, String subscriber, Consumer<Event> handler) {
        this.log = log;
        this.subscriber = subscriber;
        this.handler = handler;
        log.onCommit(news::release);
        thread = Thread.ofVirtual().name("events-" + subscriber).start(this::run);
    }

    private void run() {
        long at = log.cursor(subscriber);
        try {
            while (true) {
                news.acquire();
                news.drainPermits();
                at = catchUp(at);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private long catchUp(long from) {
        long at = from;
        for (var events = log.read(at, MOST_A_READ); !events.isEmpty(); events = log.read(at, MOST_A_READ)) {
            for (var event : events) {
                handle(event);
                at = event.sequence();
            }
            log.advance(subscriber, at);
        }
        return at;
    }

    @SuppressWarnings("CatchingUnchecked") // one event that can't be handled must not stop those behind it
    private void handle(Event event) {
        try {
            handler.accept(event);
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, subscriber + " could not handle event " + event.sequence(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

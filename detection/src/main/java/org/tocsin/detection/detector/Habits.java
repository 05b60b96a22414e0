package org.tocsin.detection.detector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Profile.News;
import org.tocsin.detection.Profile.State;
import org.tocsin.detection.Service;

/**
 * What one device uses and serves, learnt or declared, and the newest of what came since. Whoever uses more services than fit is no
 * thing of one purpose: to tell what is new with a computer or a phone would be noise, so nothing is.
 */
final class Habits {
    static final int MOST = 40;
    private static final int ROOM = 640;
    static final int NEWS = 8;
    private static final int NEWS_ROOM = 200;
    /** Hosts of one domain that are told apart, for a MUD document to name. */
    private static final int HOSTS = 4;

    private final Services known = new Services(MOST, ROOM);
    private @Nullable Services news;
    /** When each of the news was met first, by the sensor's clock, and how often. */
    private long[] since = new long[0];

    private int[] counts = new int[0];
    /** When the device began to learn anew; before its first packet if it never did. */
    private final long begun;

    private boolean settled;
    private boolean declared;
    private boolean crowded;

    Habits() {
        this(Long.MIN_VALUE);
    }

    private Habits(long begun) {
        this.begun = begun;
    }

    /** Nothing is known any more, and the time of learning begins. */
    static Habits anew(long now) {
        return new Habits(now);
    }

    /** Whether there is something left to learn for a device that was seen first at a time. */
    boolean learning(long firstSeen, long now, long learn) {
        return !settled && now - Math.max(firstSeen, begun) < learn;
    }

    void learn(long key, String host) {
        int siblings = known.siblings(key, host);
        if (siblings < HOSTS && !known.add(key, host) && siblings == 0) {
            crowded = true;
        }
    }

    boolean covers(long key, String host) {
        return crowded || known.covering(key, host) >= 0;
    }

    boolean coversOutside(long key) {
        return crowded || known.coversOutside(key);
    }

    /** A service that the profile does not hold. */
    void meet(long key, String host, long stamp) {
        if (news == null) {
            news = new Services(NEWS, NEWS_ROOM);
            since = new long[NEWS];
            counts = new int[NEWS];
        }
        int at = news.covering(key, host);
        if (at >= 0) {
            counts[at] = Math.max(counts[at], counts[at] + 1);
            return;
        }
        while (!news.add(key, host)) {
            news.removeFirst();
            System.arraycopy(since, 1, since, 0, NEWS - 1);
            System.arraycopy(counts, 1, counts, 0, NEWS - 1);
        }
        since[news.size() - 1] = stamp;
        counts[news.size() - 1] = 1;
    }

    /** News as it was saved. */
    void recall(News saved) {
        long stamp = saved.since().toEpochMilli() * 1_000_000;
        meet(Services.key(saved.service()), saved.service().host(), stamp);
        counts[news().size() - 1] = Math.clamp(saved.count(), 1, Integer.MAX_VALUE);
    }

    private Services news() {
        return news == null ? new Services(0, 0) : news;
    }

    /**
     * Holds what a document declares and nothing else; null if it is more than fits. Where whole hosts do not fit, their domains may, and
     * mean the same here.
     */
    static @Nullable Habits declared(List<Service> services) {
        var habits = declared(services, false);
        return habits != null ? habits : declared(services, true);
    }

    private static @Nullable Habits declared(List<Service> services, boolean domains) {
        var habits = new Habits();
        habits.settled = true;
        habits.declared = true;
        for (var one : services) {
            long key = Services.key(one);
            var host = domains ? one.host().substring(Domain.at(one.host())) : one.host();
            if (habits.known.covering(key, host) < 0 && !habits.known.add(key, host)) {
                return null;
            }
        }
        return habits;
    }

    /** As it was saved. */
    static Habits restored(Profile saved) {
        var habits = new Habits();
        saved.services().forEach(one -> {
            var _ = habits.known.add(Services.key(one), one.host());
        });
        saved.news().forEach(habits::recall);
        habits.settled = saved.state() != State.LEARNING;
        habits.declared = saved.state() == State.DECLARED;
        habits.crowded = saved.state() == State.CROWDED;
        return habits;
    }

    /** @param learning as {@link #learning} says */
    Profile profile(boolean learning) {
        List<News> list = new ArrayList<>();
        var services = news().list();
        for (int i = 0; i < services.size(); i++) {
            list.add(new News(services.get(i), Reporter.instant(since[i]), counts[i]));
        }
        return new Profile(state(learning), known.list(), list);
    }

    private State state(boolean learning) {
        if (crowded) {
            return State.CROWDED;
        }
        return declared ? State.DECLARED : learning ? State.LEARNING : State.LEARNT;
    }
}

package org.tocsin.detection;

import java.time.Instant;
import java.util.List;

/**
 * What a device is known to use and to serve, and what came since. News is evidence for whoever looks at the device, and never a finding
 * by itself: an update of its firmware brings some.
 *
 * @param news the newest, oldest first
 */
public record Profile(State state, List<Service> services, List<News> news) {
    /** No device, or none that has said anything. */
    public static final Profile NONE = new Profile(State.LEARNING, List.of(), List.of());

    /** How the profile came about. */
    public enum State {
        LEARNING(0),
        LEARNT(1),
        /** A MUD document says it all. */
        DECLARED(2),
        /** The device uses more than a thing of one purpose does: a computer, a phone. Nothing is new to it. */
        CROWDED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** As it is saved. */
        public int code() {
            return code;
        }
    }

    /**
     * A service outside the profile.
     *
     * @param since first time
     * @param count how often
     */
    public record News(Service service, Instant since, long count) {
        /** {@code serves tcp/23 own network}. */
        @Override
        public String toString() {
            return (service.serves() ? "serves " : "uses ") + service;
        }
    }

    public Profile {
        services = List.copyOf(services);
        news = List.copyOf(news);
    }

    /** What it calls out to. */
    public List<Service> uses() {
        return services.stream().filter(one -> !one.serves()).toList();
    }

    /** What others call it for. */
    public List<Service> serves() {
        return services.stream().filter(Service::serves).toList();
    }
}

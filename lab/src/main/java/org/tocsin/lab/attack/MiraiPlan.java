package org.tocsin.lab.attack;

import java.time.Duration;

/**
 * Who plays in a simulated Mirai infection, and how fast.
 *
 * @param loader who breaks in from outside
 * @param device whom it breaks into
 * @param command whom the infected device calls
 * @param halfTrip half a round trip between outside and inside
 * @param scans how many addresses the infected device tries
 * @param scanEvery pause between two of them; Mirai tries some hundred a second
 * @param calls how often it calls home
 * @param callEvery pause between two calls; a detector takes a second or more for a clock
 * @param seed the same makes the same frames
 */
public record MiraiPlan(
        Host loader,
        Host device,
        Host command,
        Duration halfTrip,
        int scans,
        Duration scanEvery,
        int calls,
        Duration callEvery,
        long seed) {
    /** Fast enough for a drill of a minute. */
    public static MiraiPlan of(Host loader, Host device, Host command, long seed) {
        return new MiraiPlan(
                loader,
                device,
                command,
                Duration.ofMillis(2),
                200,
                Duration.ofMillis(5),
                20,
                Duration.ofMillis(1_250),
                seed);
    }
}

package org.tocsin.exchange;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What somebody was seen doing, and how fast a report of it grows stale. Source: reference, exchange.md 5.4 item 3. */
public enum AttackClass {
    SCAN("scan", Duration.ofHours(6)),
    BRUTE_FORCE("brute-force", Duration.ofHours(24)),
    FACTORY_CREDENTIALS("factory-credentials", Duration.ofHours(24)),
    COMMAND_AND_CONTROL("command-and-control", Duration.ofDays(7)),
    FLOOD("flood", Duration.ofHours(6));

    private final String word;
    private final Duration decay;

    AttackClass(String word, Duration decay) {
        this.word = word;
        this.decay = decay;
    }

    /** As it stands in statements. */
    public String word() {
        return word;
    }

    /** The time in which a report's weight falls to 1/e. */
    public Duration decay() {
        return decay;
    }

    /** After three decay times a report weighs less than 5 %, and is dropped. */
    public Duration life() {
        return decay.multipliedBy(3);
    }

    public static Optional<AttackClass> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }
}

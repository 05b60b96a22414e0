package org.tocsin.node.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tocsin.kernel.Rejection;

/** How an incident stands. */
public enum State {
    /** Something was found within the last ten minutes. */
    OPEN,
    /** Nothing was found for ten minutes; what comes now is another incident. */
    QUIET,
    /** A person said that it was an attack. */
    CONFIRMED,
    /** A person said that it was none: closed. */
    BENIGN,
    /** It is what a person expects: recorded, and nothing follows. */
    EXPECTED;

    /** The stable name in output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refused ({@code incident.state}) if there is none of that name. */
    public static State of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Rejection(
                        "incident.state",
                        "an incident is one of "
                                + Arrays.stream(values()).map(State::word).collect(Collectors.joining(", "))));
    }
}

package org.tocsin.node;

import java.util.function.Consumer;
import org.tocsin.exchange.Taking;
import org.tocsin.node.chronicle.Beat;

/**
 * Who hears a node from its first moment on, such as a drill that keeps account of it. Both must be short.
 *
 * @param beats hears the lines of its timeline
 * @param takings hears what becomes of each statement of others
 */
public record Ears(Consumer<Beat> beats, Consumer<Taking> takings) {
    /** Nobody's. */
    public static Ears none() {
        return new Ears(_ -> {}, _ -> {});
    }
}

package org.tocsin.wire.capture;

import org.jspecify.annotations.Nullable;

/** Frames, one after another: out of a capture, or off a wire. */
public interface Frames {
    /** Shows the next frame, waiting for it if need be; false at the end. */
    boolean next(Frame frame);

    /** What ended them early, null if nothing did. */
    @Nullable
    Damage damage();

    /** Frames passed over because their link type is not covered. */
    long skipped();
}

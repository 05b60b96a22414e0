package org.tocsin.lab.evaluate.judge;

import org.tocsin.wire.packet.Packet;

/** A detector as the evaluation sees it: packets in, alarms out to whom it was made with. */
public interface Watcher {
    /** The next packet of the capture; it may be overwritten afterwards. */
    void accept(Packet packet);

    /** The capture has ended. */
    default void finish() {}
}

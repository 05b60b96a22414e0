package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;

/**
 * A finding without its time, and without who is who in it: {@link Reporter} knows those.
 *
 * @param first packet of the evidence
 */
record Draft(
        Kind kind,
        double confidence,
        String expected,
        String observed,
        List<Address> peers,
        List<Integer> ports,
        boolean handshake,
        long first,
        Evidence evidence) {
    /** Of what is only counted: a count needs no interpretation, an outage of whoever should answer can look alike. */
    static final double COUNTED = 0.9;
    /** Of what some honest servers do as well (mail, peer-to-peer): a person is to look, nobody is cut off for it alone. */
    static final double TOLD_ONLY = 0.5;
}

package org.tocsin.exchange;

import java.time.Instant;
import org.tocsin.kernel.Fingerprint;

/**
 * Somebody's word about a subject, as this node holds it. Source: FORMATS, STIX profile.
 *
 * @param id of the indicator or sighting object
 * @param observed true: the reporter's own detector saw the source itself; false: relayed, weighs nothing
 * @param received when this node had it; validity counts from here, a reporter's clock is only its claim
 */
public record Report(
        Fingerprint reporter, String id, Subject subject, AttackClass attack, boolean observed, Instant received) {}

package org.tocsin.exchange;

import java.time.Instant;
import org.tocsin.kernel.Fingerprint;

/** What a member wants to take back, one too many within a minute, waiting for a person. */
public record HeldRetraction(Fingerprint reporter, String id, Subject subject, Instant since) {}

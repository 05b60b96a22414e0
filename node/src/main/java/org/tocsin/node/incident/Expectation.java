package org.tocsin.node.incident;

import java.time.Instant;

/**
 * That something is expected, and until when.
 *
 * @param by the incident about which that was said
 */
public record Expectation(String by, Instant until) {}

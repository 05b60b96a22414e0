package org.tocsin.platform.event;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened, as stored.
 *
 * @param sequence rises by one a stored event
 * @param kind {@code <room>.<what happened>}
 * @param body the event record's fields
 */
public record Event(long sequence, String kind, Instant at, JsonNode body) {}

package org.tocsin.exchange;

import org.tocsin.kernel.Fingerprint;

/**
 * Where something was said. Only places of one log have an order.
 *
 * @param log origin of one of the reporter's logs
 * @param index of the entry in it
 */
public record Place(Fingerprint reporter, String log, long index) {}

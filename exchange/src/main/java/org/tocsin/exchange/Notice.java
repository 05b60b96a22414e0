package org.tocsin.exchange;

import org.tocsin.kernel.Bytes;

/**
 * "Attacks of this class come in here, from sources that may be forged": the fact and the class, never an address. Said as a
 * sighting of the class. Source: ARCHITECTURE section 3, the table; ADR 010.
 *
 * @param body STIX 2.1 JSON in the form of RFC 8785
 */
public record Notice(String id, AttackClass attack, Bytes body) {}

package org.tocsin.detection;

/** Addresses that something is known against. Asked for each new connection of an own device to the outside: must not block. */
@FunctionalInterface
public interface Watchlist {
    /** Nothing is known against anybody. */
    Watchlist EMPTY = (high, low) -> false;

    /** Whether the address with these 128 bits (IPv4 mapped) is on it. */
    boolean lists(long high, long low);
}

package org.tocsin.ledger.entry;

/** Bits of an entry's flags; unknown ones are kept. Source: FORMATS, Entry. */
public final class Flags {
    /** The payload may be erased. */
    public static final long ERASABLE = 1;

    /** A retraction or renewal: its payload is fetched whatever the quota. */
    public static final long URGENT = 2;

    /** From a feed or an import, not seen by an own detector: weighs nothing. */
    public static final long RELAYED = 4;

    private Flags() {}
}

package org.tocsin.ledger.entry;

/** What a payload's body is. Source: FORMATS, Entry, media. */
public final class Media {
    /** CBOR of ours. */
    public static final long CBOR = 0;

    /** STIX 2.1 JSON, canonical by RFC 8785. */
    public static final long STIX = 1;

    public static final long COSE = 2;
    public static final long DSSE = 3;

    /** CSAF JSON. */
    public static final long CSAF = 4;

    private Media() {}
}

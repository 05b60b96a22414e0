package org.tocsin.edge.nft;

/**
 * A set of the table: what it does, and the length of the prefixes in it. One set for each length, since a hash set finds only
 * what is equal; sets of intervals are rebuilt at every change.
 *
 * @param width 32 or 128 bits of an address, 48 of a hardware address
 * @param bits length of the prefixes
 */
record SetName(Kind kind, int width, int bits) {
    static final SetName QUARANTINED_MACS = new SetName(Kind.QUARANTINE, 48, 48);

    private static final int IPV4 = 7;
    private static final int IPV6 = 8;
    private static final int ETHER = 9;

    boolean isMac() {
        return width == 48;
    }

    String name() {
        return kind.word() + (isMac() ? "_mac" : (width == 32 ? "4_" : "6_") + bits);
    }

    /** Length of a key in bytes. */
    int keySize() {
        return width / 8;
    }

    /** How the {@code nft} command shows a key. */
    int keyType() {
        return isMac() ? ETHER : width == 32 ? IPV4 : IPV6;
    }
}

package org.tocsin.edge.nft;

/** Hears of what a person should know about the kernel's table. */
@FunctionalInterface
public interface KernelEvents {
    /**
     * @param trouble whether something is wrong now; else it is well again
     * @param words for people
     */
    void said(boolean trouble, String words);
}

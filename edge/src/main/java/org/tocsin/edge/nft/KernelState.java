package org.tocsin.edge.nft;

import java.util.Map;

/**
 * How the kernel's table stands.
 *
 * @param inStep whether the kernel has acknowledged everything that the block list holds
 * @param trouble why not, code and words; empty when all is well
 * @param elements who is in the sets, by what is done with them
 * @param dropped what was dropped since the node started, by what did it
 * @param leftOut entries that found no room and are enforced by relays alone
 * @param restored how often somebody else had changed the table, and it was written anew
 */
public record KernelState(
        boolean inStep,
        String trouble,
        Map<Kind, Integer> elements,
        Map<Kind, Drops> dropped,
        long leftOut,
        long restored) {
    public KernelState {
        elements = Map.copyOf(elements);
        dropped = Map.copyOf(dropped);
    }
}

package org.tocsin.exchange;

import java.time.Instant;
import java.util.List;
import org.tocsin.kernel.Prefix;

/**
 * A block list of somebody outside the federation, as imported: relayed, so it weighs nothing towards others; its own policy says
 * what it does here.
 *
 * @param name the operator's word for it
 * @param action what its entries do here: watch, throttle, refuse-new or block
 * @param until when all of it ends unless imported again
 * @param spared what it names too, and what does nothing here, since it touches what is protected
 */
public record ImportedList(String name, Action action, Instant until, List<Prefix> entries, List<Prefix> spared) {
    public ImportedList {
        entries = List.copyOf(entries);
        spared = List.copyOf(spared);
    }
}

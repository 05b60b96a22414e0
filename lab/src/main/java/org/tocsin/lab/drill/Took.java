package org.tocsin.lab.drill;

import org.tocsin.exchange.Taking;

/**
 * What became of one entry of another's log at a receiver's exchange, as the drill hears of it.
 *
 * @param log origin
 */
record Took(String log, long index, Taking.Step step) {
    static Took of(Taking taking) {
        return new Took(taking.place().log(), taking.place().index(), taking.step());
    }
}

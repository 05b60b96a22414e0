package org.tocsin.lab.drill;

import org.tocsin.exchange.Verdict;

/**
 * A receiver's own explanation of what it makes of an address.
 *
 * @param basis the rule that decided
 * @param why the deciding reason, in its words
 */
record Ruling(Verdict.Basis basis, String why) {
    static Ruling of(Verdict verdict) {
        return new Ruling(verdict.basis(), verdict.reasons().getFirst());
    }
}

package org.tocsin.exchange;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tocsin.exchange.Exchange.Heard;
import org.tocsin.exchange.store.ExchangeStore;
import org.tocsin.kernel.Fingerprint;

/**
 * Acts on each entry once, by log and index, however often it is followed. That it was acted on is stored behind what acting
 * changed, mostly in one transaction with it: a crash between the two acts once more, which reporters' hourly bound makes harmless,
 * and never leaves anything out. Source: ARCHITECTURE rule 4.
 */
final class Once {
    private final ExchangeStore store;
    private final ActedOn acted = new ActedOn();
    private final List<Consumer<Taking>> accounts = new CopyOnWriteArrayList<>();

    Once(ExchangeStore store) {
        this.store = store;
    }

    /** Puts back what was acted on before a restart. */
    void restore() {
        store.acted().forEach(acted::add);
    }

    void onTaking(Consumer<Taking> account) {
        accounts.add(account);
    }

    /** Does it unless it was done. What fails was not done: it may be tried again. */
    Heard act(Place place, Supplier<Heard> work) {
        if (!acted.add(place)) {
            tell(place, Taking.Step.REPEATED);
            return new Heard.Repeated();
        }
        boolean done = false;
        try {
            var heard = work.get();
            done = true;
            tell(place, heard instanceof Heard.Refused ? Taking.Step.REFUSED : Taking.Step.ACTED);
            store.acted(place, () -> tell(place, Taking.Step.DURABLE));
            shed(place);
            return heard;
        } finally {
            if (!done) {
                var _ = acted.forget(place.reporter(), place.log(), List.of(place.index()));
            }
        }
    }

    private void shed(Place place) {
        acted.shed(place).ifPresent(index -> store.passed(place.reporter(), place.log(), List.of(index)));
    }

    /** Forgets what a kill kept from being forgotten: the cursor was stored, and that nothing need be remembered was not. */
    void passed(Predicate<Place> stored) {
        acted.all().stream()
                .filter(stored)
                .forEach(place -> passed(place.reporter(), place.log(), List.of(place.index())));
    }

    /** The stored cursor has passed entries of a log: they do not come again. */
    void passed(Fingerprint reporter, String log, List<Long> indices) {
        var noted = acted.forget(reporter, log, indices);
        if (!noted.isEmpty()) {
            store.passed(reporter, log, noted);
        }
        noted.forEach(index -> tell(new Place(reporter, log, index), Taking.Step.PASSED));
    }

    private void tell(Place place, Taking.Step step) {
        if (!accounts.isEmpty()) {
            var taking = new Taking(place, step);
            accounts.forEach(account -> account.accept(taking));
        }
    }
}

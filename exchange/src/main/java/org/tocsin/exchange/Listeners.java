package org.tocsin.exchange;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who hears each verdict that changes; called on the thread that brought the news. */
final class Listeners {
    private final List<Consumer<Verdict>> all = new CopyOnWriteArrayList<>();

    void add(Consumer<Verdict> listener) {
        all.add(listener);
    }

    Optional<Verdict> told(Optional<Verdict> changed) {
        changed.ifPresent(this::told);
        return changed;
    }

    List<Verdict> told(List<Verdict> changed) {
        changed.forEach(this::told);
        return changed;
    }

    Verdict told(Verdict changed) {
        all.forEach(listener -> listener.accept(changed));
        return changed;
    }
}

package org.tocsin.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Recurring;

/**
 * Who hears each verdict that changes; called on the thread that brought the news. A listener that fails keeps nobody else from
 * hearing. It is told again what holds about that subject: the engine has judged, and would not call a repeated report news.
 */
final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<Consumer<Verdict>> all = new CopyOnWriteArrayList<>();
    private final Set<Subject> untold = ConcurrentHashMap.newKeySet();
    private final Recurring trouble;

    Listeners(Clock clock) {
        trouble = new Recurring(LOG, clock);
    }

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
        all.forEach(listener -> tell(listener, changed));
        return changed;
    }

    @SuppressWarnings("CatchingUnchecked")
    private void tell(Consumer<Verdict> listener, Verdict changed) {
        try {
            listener.accept(changed);
        } catch (RuntimeException e) {
            untold.add(changed.subject());
            trouble.warn("a verdict was not carried out, and is tried again each second", e);
        }
    }

    /** Tells again what holds now where a listener had failed. */
    void again(Function<Subject, Verdict> judged) {
        for (var subject : List.copyOf(untold)) {
            untold.remove(subject);
            told(judged.apply(subject));
        }
    }
}

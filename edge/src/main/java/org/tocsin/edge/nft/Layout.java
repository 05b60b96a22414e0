package org.tocsin.edge.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Which lengths of prefixes the table has sets for, longest first. A new one makes the table be written anew, which is rare:
 * reports are about hosts and /64 networks, only imported lists bring others.
 */
record Layout(List<Integer> v4, List<Integer> v6) {
    /** What reports bring. */
    static final Layout LEAST = new Layout(List.of(32), List.of(128, 64));

    /** This one, widened by the lengths of those elements. */
    Layout with(Iterable<Element> elements) {
        var four = new TreeSet<Integer>(Comparator.reverseOrder());
        four.addAll(v4);
        var six = new TreeSet<Integer>(Comparator.reverseOrder());
        six.addAll(v6);
        for (var element : elements) {
            if (element.whom() instanceof Whom.Hosts(var prefix)) {
                (prefix.address().isV4() ? four : six).add(prefix.length());
            }
        }
        return new Layout(List.copyOf(four), List.copyOf(six));
    }

    boolean has(Element element) {
        return element.whom() instanceof Whom.Mac
                || sets(element.set().kind(), element.set().width()).contains(element.set());
    }

    List<SetName> sets(Kind kind, int width) {
        return (width == 32 ? v4 : v6)
                .stream().map(bits -> new SetName(kind, width, bits)).toList();
    }

    List<SetName> sets() {
        var all = new ArrayList<SetName>();
        all.add(SetName.QUARANTINED_MACS);
        for (var kind : Kind.values()) {
            all.addAll(sets(kind, 32));
            all.addAll(sets(kind, 128));
        }
        return all;
    }
}

package org.tocsin.lab.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stands in the payloads that receivers have stored of others' logs: nothing of any house, not even of another's than the one that
 * said it.
 *
 * @param due entries over all receivers
 * @param looked payloads that were there to be looked into
 * @param leaks where something of a house stands
 */
record Privacy(long due, long looked, List<String> leaks) {
    /** All networks of all houses of a drill lie in it. */
    private static final String NETWORKS = "127.20.";

    private static final int LOOKS = 50;
    private static final int PAUSE_MS = 200;

    Privacy {
        leaks = List.copyOf(leaks);
    }

    /** Looks until all is stored, which follows what is acted on; ten seconds at most. */
    static Privacy settled(Crew crew) throws IOException, InterruptedException {
        var privacy = of(crew);
        for (int look = 0; look < LOOKS && privacy.looked < privacy.due; look++) {
            Thread.sleep(PAUSE_MS);
            privacy = of(crew);
        }
        return privacy;
    }

    /** As things stand now. */
    static Privacy of(Crew crew) throws IOException {
        var words = crew.members().stream()
                .flatMap(member -> words(member.org()).stream())
                .toList();
        var leaks = new ArrayList<String>();
        long due = 0;
        long looked = 0;
        for (var speaker : crew.members()) {
            long said = speaker.said();
            for (var receiver : crew.members()) {
                if (receiver.org() != speaker.org()) {
                    due += said;
                    for (var payload : receiver.heard(speaker.id(), speaker.log(), said)) {
                        looked++;
                        words.stream()
                                .filter(word -> payload.toLowerCase(Locale.ROOT).contains(word))
                                .map(word -> "'" + word + "' of " + Cast.name(speaker.org()) + "'s at "
                                        + Cast.name(receiver.org()))
                                .forEach(leaks::add);
                    }
                }
            }
        }
        return new Privacy(due, looked, leaks);
    }

    /** Addresses, hardware addresses as people and machines write them, and names of an organisation and its devices. */
    static List<String> words(int org) {
        var mac = "%012x".formatted(Cast.victim(org).mac());
        return List.of(
                NETWORKS,
                mac,
                mac.replaceAll("..(?!$)", "$0:"),
                mac.replaceAll("..(?!$)", "$0-"),
                Cast.name(org),
                "roaming-" + org);
    }

    boolean holds() {
        return due > 0 && looked == due && leaks.isEmpty();
    }

    String words() {
        return looked + " of " + due + " payloads were looked into"
                + (leaks.isEmpty() ? "" : "; " + String.join("; ", leaks.subList(0, Math.min(3, leaks.size()))));
    }
}

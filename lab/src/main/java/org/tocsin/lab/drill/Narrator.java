package org.tocsin.lab.drill;

import java.util.HashSet;
import java.util.Set;
import org.tocsin.node.chronicle.Beat;

/** Tells what organisations see, in the order in which it happened, while a scene is being told; silent in between. */
final class Narrator {
    private static final Set<String> TOLD = Set.of(
            Beat.Kind.FINDING.word(),
            Beat.Kind.STATEMENT.word(),
            Beat.Kind.VERIFIED.word(),
            Beat.Kind.VERDICT.word(),
            Beat.Kind.IN_FORCE.word(),
            Beat.Kind.QUARANTINE.word(),
            Beat.Kind.REFUSED.word(),
            Beat.Kind.CLOSED.word(),
            Beat.Kind.LIE.word(),
            Beat.Kind.TROUBLE.word());

    private final Stage stage;
    private final Set<String> refused = new HashSet<>();
    private boolean telling;
    private long finding = Long.MIN_VALUE;

    Narrator(Stage stage) {
        this.stage = stage;
    }

    synchronized void begin(String title) {
        stage.says(title);
        telling = true;
        refused.clear();
        finding = Long.MIN_VALUE;
    }

    synchronized void end() {
        telling = false;
    }

    /** Something that the drill itself did or saw. */
    synchronized void tell(long nanos, String org, String word, String text) {
        if (telling) {
            stage.event(offset(nanos), org, word, text);
        }
    }

    synchronized void hear(Seen seen) {
        if (!telling || !TOLD.contains(seen.kind())) {
            return;
        }
        if (seen.is(Beat.Kind.REFUSED) && !refused.add(seen.org() + " " + seen.subject())) {
            return; // whoever is refused tries again and again; the first time tells it all
        }
        boolean isFinding = seen.is(Beat.Kind.FINDING);
        stage.event(isFinding ? -1 : offset(seen.nanos()), Cast.name(seen.org()), seen.kind(), seen.text());
        if (isFinding) {
            finding = seen.nanos();
        }
    }

    private long offset(long nanos) {
        return finding == Long.MIN_VALUE || nanos < finding ? -1 : nanos - finding;
    }
}

package org.tocsin.node.watch;

import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;

/** Puts how the tap does into the timeline. */
public record TapNews(Chronicle chronicle) implements Watch.Troubles {
    private static final String SUBJECT = "tap";

    @Override
    public void broken(String why) {
        tell("the tap has broken: " + why);
    }

    @Override
    public void said(String words) {
        tell("the tap: " + words);
    }

    private void tell(String words) {
        chronicle.tell(Beat.Kind.TROUBLE, SUBJECT, 0, words, Json.object());
    }
}

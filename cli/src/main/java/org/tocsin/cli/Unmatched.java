package org.tocsin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tocsin.platform.settings.Nearest;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a word that no command takes. The library's own sentence counts arguments, and takes any word for a near one. */
final class Unmatched {
    /** As many verbs as can be said in a line. */
    private static final int SAID = 12;

    private Unmatched() {}

    /** The lines for standard error: what is not understood, and what may have been meant. */
    static List<String> of(UnmatchedArgumentException refused) {
        var word = refused.getUnmatched().getFirst();
        var command = refused.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        var verbs = command.getSubcommands().keySet();
        if (word.startsWith("-")) {
            return lines(
                    "'" + word + "' is no option of " + name,
                    word,
                    command.getCommandSpec().optionsMap().keySet(),
                    "");
        }
        if (verbs.isEmpty()) {
            return lines("'" + word + "' is one word too many for " + name, word, Set.of(), "");
        }
        boolean noun = command.getParent() != null;
        return lines(
                "'" + word + "' is no " + (noun ? "verb" : "command") + " of " + name,
                word,
                verbs,
                noun && verbs.size() <= SAID ? "There are: " + String.join(", ", verbs) + "." : "");
    }

    /** @param all what to say if nothing is near */
    private static List<String> lines(String what, String word, Set<String> known, String all) {
        var lines = new ArrayList<String>();
        lines.add("tocsin: " + what);
        var like = Nearest.like(word, known);
        if (!like.isEmpty()) {
            lines.add("Did you mean: " + String.join(", ", like) + "?");
        } else if (!all.isEmpty()) {
            lines.add(all);
        }
        return lines;
    }
}

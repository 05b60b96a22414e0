package org.tocsin.edge.live;

import java.util.List;
import org.tocsin.edge.linux.Linux;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.settings.Nearest;

/** Which network interfaces this machine has. */
public final class Interfaces {
    /** Names in Linux have at most 15 characters (IFNAMSIZ). */
    private static final int LONGEST = 15;

    private Interfaces() {}

    /** All of them, in the order of their names. */
    public static List<String> names() {
        return Linux.interfaces();
    }

    /** Refuses ({@code live.unknown}) a name that no interface has, and says which there are. */
    public static void require(String name) {
        var names = names();
        if (!names.contains(name)) {
            var like = Nearest.like(name, names);
            throw new Rejection(
                    "live.unknown",
                    "no interface '" + Printable.of(name) + "'"
                            + (like.isEmpty() ? "" : "; did you mean " + String.join(" or ", like) + "?")
                            + (like.isEmpty() ? "; there" : " There") + " are: "
                            + String.join(", ", names));
        }
    }

    /** Whether it could be the name of one. */
    static boolean possible(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().noneMatch(c -> c <= ' ' || c == '/' || c > '~');
    }
}

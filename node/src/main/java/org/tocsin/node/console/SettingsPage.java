package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/** What this node is and where it listens. */
@JStache(path = "settings")
record SettingsPage(Frame frame, List<Group> groups) {
    /** Facts that belong together. */
    record Group(String title, List<Fact> facts) {}

    /**
     * One line.
     *
     * @param mono whether it is for machines, and can be copied
     */
    record Fact(String name, String value, String note, boolean mono) {
        boolean noted() {
            return !note.isEmpty();
        }
    }
}

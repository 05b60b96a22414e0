package org.tocsin.node.console;

import io.jstach.jstache.JStache;

/**
 * The door.
 *
 * @param next where to go afterwards
 * @param problem why the last try failed; empty at first
 */
@JStache(path = "login")
record LogInPage(Frame frame, String next, String problem) {
    boolean failed() {
        return !problem.isEmpty();
    }

    String nextInQuery() {
        return Words.segment(next);
    }

    boolean goesOn() {
        return !next.equals("/");
    }
}

package org.tocsin.node.console;

import java.util.List;

/**
 * What stands around every page: rooms, organisation, health, who is logged in.
 *
 * @param title of the page
 * @param path of the page, where its buttons lead back to
 * @param health in words
 * @param who whose session it is; empty on pages that need none
 * @param csrf what a form of this session repeats
 * @param operate whether buttons make sense
 * @param now when the page was made
 * @param done what the last action did, with the way back
 */
record Frame(
        String title,
        String path,
        String organisation,
        List<Room> rooms,
        List<Badge> health,
        String who,
        String csrf,
        boolean operate,
        Moment now,
        String style,
        String script,
        String icon,
        List<Done> done) {
    /** A room in the rail. */
    record Room(String name, String href, boolean here, String count) {
        boolean counted() {
            return !count.isEmpty();
        }
    }

    /**
     * An action that was carried out.
     *
     * @param act the action that takes it back; empty where nothing does
     * @param field name of its argument
     * @param value its argument
     */
    record Done(String text, String act, String field, String value) {
        boolean undoable() {
            return !act.isEmpty();
        }
    }
}

package org.tocsin.node.console;

import org.tocsin.node.watch.Signing;

/**
 * Whether what is found here reaches others, as people read it.
 *
 * @param badge for the head line of every page
 * @param what happened, in a sentence
 * @param why we think so
 * @param cure what to do; empty when all is well
 */
record Sharing(Badge badge, String what, String why, String cure) {
    static Sharing of(House house) {
        var signing = Signing.of(house.ledger(), house.federation());
        return switch (signing.phase()) {
            case SIGNING ->
                new Sharing(
                        Badge.well("signing"),
                        "Every statement is on stable storage before it is signed, and signed before it is said.",
                        "",
                        "");
            case HELD ->
                new Sharing(
                        Badge.watch("not sharing yet"),
                        "What is found here protects this organisation and does not reach the others yet.",
                        Sentences.sentence(signing.why()),
                        "It goes on by itself 10 s after the first follower has answered. A follower that is gone for"
                                + " good is taken off the record with tocsin peer remove.");
            case STOPPED ->
                new Sharing(
                        Badge.bad("sharing has stopped"),
                        "What is found here reaches nobody any more: nothing is appended, nothing is signed.",
                        Sentences.sentence(signing.why()),
                        "If this folder was restored from a backup, stop the node and run tocsin log reopen: it starts a"
                                + " new log that the root signs, and nothing signed before is lost. Else"
                                + " docs/errors.md has the code and its cure.");
        };
    }

    boolean well() {
        return cure.isEmpty();
    }

    /** For a line that leads to the page with all of it. */
    String brief() {
        return what + " " + why;
    }
}

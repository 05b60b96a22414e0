package org.tocsin.edge.live;

/** Hears how a live capture goes, on the thread that reads it. */
public interface LiveEvents {
    /** Something that a person should know, in words: an interface went away or came back. */
    void said(String words);

    /** For a moment no packet came. Silence is evidence too: a scan is judged by answers that don't come. */
    default void silent() {}
}

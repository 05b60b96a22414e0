package org.tocsin.lab.bench;

import java.util.function.Consumer;

/** Something that can be measured with one command. */
public interface Bench {
    /** The word of the command line. */
    String name();

    /** What it measures, in one line. */
    String about();

    /**
     * Measures.
     *
     * @param figures told of each figure as it is known
     * @param talk told what is going on
     */
    void run(Consumer<Figure> figures, Consumer<String> talk);
}

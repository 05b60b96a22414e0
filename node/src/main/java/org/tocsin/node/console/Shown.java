package org.tocsin.node.console;

import io.jstach.jstache.JStacheFormatter;
import java.util.function.Function;
import org.tocsin.kernel.Printable;

/**
 * How values become text on a page, before they are escaped: no control or direction character gets through, since a right-to-left
 * override would let a peer's domain read as another's; and nothing is long enough to push the rest off the screen.
 */
@JStacheFormatter
final class Shown {
    /** Longest text in characters that one value may take on a page. */
    static final int MOST = 500;

    private Shown() {}

    /** What the generated renderers ask for. */
    public static Function<Object, String> provider() {
        return value -> of(value.toString());
    }

    static String of(String text) {
        return Printable.of(text.length() > MOST ? text.substring(0, MOST - 1) + '…' : text);
    }
}

package org.tocsin.kernel;

/** Foreign text made safe to show on a terminal, in a log line and in an error. */
public final class Printable {
    private Printable() {}

    /** Replaces control, format and unassigned characters, so that no text can move a cursor or break out of its line. */
    public static String of(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(shown(c) ? c : 0xfffd));
        return safe.toString();
    }

    private static boolean shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

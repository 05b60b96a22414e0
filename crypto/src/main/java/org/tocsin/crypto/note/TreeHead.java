package org.tocsin.crypto.note;

import java.util.Base64;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * The text of a checkpoint: which log, how many entries, which root. Source: C2SP tlog-checkpoint, Note text.
 *
 * <p>Extension lines are read over and never written: an ML-DSA-44 signature does not cover them.
 */
public record TreeHead(String origin, long size, Digest root) {
    private static final Limit ORIGIN = new Limit("checkpoint.origin-size", 255);
    private static final int SIZE_DIGITS = 19;

    public TreeHead {
        ORIGIN.check(origin.length());
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
            throw new Rejection("checkpoint.head", "an origin of one line and a size from zero belong here");
        }
    }

    /** The three lines. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.toArray()) + "\n";
    }

    public static TreeHead parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new Rejection("checkpoint.lines", "origin, size and root belong on a line each");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new Rejection("checkpoint.lines", "line " + (i + 1) + " is empty");
            }
        }
        var root = Base64Text.decode(lines[2], "checkpoint.root");
        if (root.length != Digest.SIZE) {
            throw new Rejection("checkpoint.root", root.length + " bytes, a root has " + Digest.SIZE);
        }
        return new TreeHead(lines[0], size(lines[1]), Digest.of(root));
    }

    private static long size(String digits) {
        boolean plain = digits.length() <= SIZE_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        try {
            if (plain) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException tooLarge) {
            throw new Rejection("checkpoint.size", "a size above 2^63-1");
        }
        throw new Rejection("checkpoint.size", "not a decimal number without leading zeros");
    }
}

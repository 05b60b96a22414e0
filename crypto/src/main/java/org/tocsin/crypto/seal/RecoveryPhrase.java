package org.tocsin.crypto.seal;

import java.util.Arrays;
import java.util.Locale;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;

/**
 * An unseal key to write on paper: 32 bytes and 3 of checksum in 14 groups of 4 base32 letters. The alphabet (RFC 4648) has no
 * 0, 1 and 8, so they are read as the letters that they are mistaken for; a mistyped phrase passes once in 16 million times.
 */
public final class RecoveryPhrase {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String TAG = "tocsin/recovery/v1";
    private static final int CHECKSUM = 3;
    private static final int LETTERS = (UnsealKey.SIZE + CHECKSUM) * 8 / 5;
    private static final int GROUP = 4;

    private RecoveryPhrase() {}

    /** The phrase of a key, shown once. */
    public static String of(UnsealKey key) {
        var secret = key.secret().shared();
        var bytes = Arrays.copyOf(secret, UnsealKey.SIZE + CHECKSUM);
        System.arraycopy(checksum(secret), 0, bytes, UnsealKey.SIZE, CHECKSUM);
        var text = new StringBuilder();
        for (int letter = 0; letter < LETTERS; letter++) {
            if (letter > 0 && letter % GROUP == 0) {
                text.append(' ');
            }
            int bit = letter * 5;
            int pair = (bytes[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0);
            text.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
        }
        return text.toString();
    }

    /** The key of a phrase; case, spaces and dashes do not matter. */
    public static UnsealKey parse(String phrase) {
        var bytes = new byte[UnsealKey.SIZE + CHECKSUM];
        int letters = 0;
        for (char typed : phrase.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isWhitespace(typed) || typed == '-') {
                continue;
            }
            int value = ALPHABET.indexOf(meant(typed));
            if (value < 0) {
                throw new Rejection("seal.phrase", "character " + (letters + 1) + " is no letter of a phrase");
            }
            if (letters == LETTERS) {
                throw new Rejection("seal.phrase", "more than " + LETTERS + " letters");
            }
            place(bytes, letters * 5, value);
            letters++;
        }
        if (letters < LETTERS) {
            throw new Rejection("seal.phrase", letters + " of " + LETTERS + " letters");
        }
        var secret = Arrays.copyOf(bytes, UnsealKey.SIZE);
        if (!Arrays.equals(checksum(secret), Arrays.copyOfRange(bytes, UnsealKey.SIZE, bytes.length))) {
            throw new Rejection("seal.phrase", "the checksum does not fit: a letter is wrong or two are swapped");
        }
        return new UnsealKey(Bytes.owning(secret));
    }

    private static char meant(char typed) {
        return switch (typed) {
            case '0' -> 'o';
            case '1' -> 'l';
            case '8' -> 'b';
            default -> typed;
        };
    }

    private static void place(byte[] bytes, int bit, int value) {
        int pair = value << (11 - bit % 8);
        bytes[bit / 8] |= (byte) (pair >> 8);
        if (bit / 8 + 1 < bytes.length) {
            bytes[bit / 8 + 1] |= (byte) pair;
        }
    }

    private static byte[] checksum(byte[] secret) {
        return Arrays.copyOf(Digest.tagged(TAG, secret).toArray(), CHECKSUM);
    }
}

package org.tocsin.kernel;

/**
 * Names an organisation: the tagged hash of its root keys. Source: FORMATS, Keys.
 *
 * <p>Shown as 8 groups of 4 base32 letters (the first 20 bytes), so that two people can compare it on the telephone.
 */
public record Fingerprint(Digest digest) implements Comparable<Fingerprint> {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int SHOWN_BITS = 160;

    public static Fingerprint of(byte[] value) {
        return new Fingerprint(Digest.of(value));
    }

    public static Fingerprint hex(String text) {
        return new Fingerprint(new Digest(Bytes.hex(text)));
    }

    public byte[] toArray() {
        return digest.toArray();
    }

    public String hex() {
        return digest.bytes().hex();
    }

    @Override
    public int compareTo(Fingerprint other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        var bytes = digest.bytes().shared();
        var text = new StringBuilder();
        for (int bit = 0; bit < SHOWN_BITS; bit += 5) {
            if (bit > 0 && bit % 20 == 0) {
                text.append('-');
            }
            int pair = (bytes[bit / 8] & 0xff) << 8 | (bytes[Math.min(bit / 8 + 1, bytes.length - 1)] & 0xff);
            text.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
        }
        return text.toString();
    }
}

package org.tocsin.kernel;

/** Unpredictable bytes as they come in through constructors, so that a test can own them. */
public interface Entropy {
    /** Fills the array with unpredictable bytes. */
    void fill(byte[] target);

    /** A fresh array of {@code size} unpredictable bytes. */
    default byte[] bytes(int size) {
        var bytes = new byte[size];
        fill(bytes);
        return bytes;
    }

    /** The machine's cryptographic generator. */
    static Entropy system() {
        return SystemEntropy.INSTANCE;
    }
}

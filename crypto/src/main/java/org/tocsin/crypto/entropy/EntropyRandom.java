package org.tocsin.crypto.entropy;

import java.security.SecureRandom;
import org.tocsin.kernel.Entropy;

/** The kernel's {@link Entropy} in the type that the JDK's and Bouncy Castle's engines ask for. */
public final class EntropyRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient Entropy entropy;

    public EntropyRandom(Entropy entropy) {
        super(null, null);
        this.entropy = entropy;
    }

    @Override
    public void nextBytes(byte[] target) {
        entropy.fill(target);
    }

    @Override
    public byte[] generateSeed(int size) {
        return entropy.bytes(size);
    }

    @Override
    public String getAlgorithm() {
        return "tocsin-entropy";
    }
}

package org.tocsin.kernel;

import java.security.SecureRandom;

/** The only place that holds a cryptographic random generator. */
final class SystemEntropy implements Entropy {
    static final SystemEntropy INSTANCE = new SystemEntropy();

    private final SecureRandom random = new SecureRandom();

    private SystemEntropy() {}

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }
}

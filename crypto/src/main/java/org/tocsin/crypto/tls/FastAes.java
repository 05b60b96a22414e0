package org.tocsin.crypto.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.util.ProviderJcaJceHelper;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JceAEADCipherImpl;

/**
 * Bouncy Castle's TLS with the records' AES-GCM by the JDK, which uses the processor's own instructions; Bouncy Castle's
 * ciphers are all Java and took a tenth of what a batch costs its receiver.
 */
final class FastAes extends JcaTlsCryptoProvider {
    private static final String AES = "AES";

    private final Provider jdk;

    /**
     * @param main for everything but AES
     * @param jdk has AES/GCM/NoPadding
     */
    FastAes(Provider main, Provider jdk) {
        this.jdk = jdk;
        setProvider(main);
    }

    @Override
    public JcaTlsCrypto create(SecureRandom keys, SecureRandom nonces) {
        return new Crypto(keys, nonces);
    }

    private final class Crypto extends JcaTlsCrypto {
        Crypto(SecureRandom keys, SecureRandom nonces) {
            super(FastAes.this.getHelper(), keys, nonces);
        }

        @Override
        protected TlsAEADCipherImpl createAEADCipher(String cipher, String algorithm, int keySize, boolean encrypts)
                throws GeneralSecurityException {
            return algorithm.equals(AES)
                    ? new JceAEADCipherImpl(this, new ProviderJcaJceHelper(jdk), cipher, algorithm, keySize, encrypts)
                    : super.createAEADCipher(cipher, algorithm, keySize, encrypts);
        }
    }
}

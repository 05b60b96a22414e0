package org.tocsin.crypto.cert;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import org.tocsin.crypto.entropy.EntropyRandom;
import org.tocsin.kernel.Entropy;

/** Keys on NIST P-256. */
final class EcKeys {
    private static final String CURVE = "secp256r1";
    private static final ECParameterSpec P256 = parameters();

    private EcKeys() {}

    static KeyPair generate(Entropy entropy) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), new EntropyRandom(entropy));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CURVE, e);
        }
    }

    static boolean onP256(ECPublicKey key) {
        var parameters = key.getParams();
        return parameters.getCurve().equals(P256.getCurve())
                && parameters.getGenerator().equals(P256.getGenerator())
                && parameters.getOrder().equals(P256.getOrder());
    }

    private static ECParameterSpec parameters() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CURVE, e);
        }
    }
}

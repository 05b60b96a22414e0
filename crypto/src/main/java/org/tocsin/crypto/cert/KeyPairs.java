package org.tocsin.crypto.cert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two halves are of one key, found out by using them. */
final class KeyPairs {
    private static final byte[] PROBE = "tocsin/key-pair/v1".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    static boolean match(PrivateKey secret, PublicKey open) {
        try {
            var algorithm = algorithm(open);
            var signer = Signature.getInstance(algorithm);
            signer.initSign(secret);
            signer.update(PROBE);
            var signature = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(open);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static String algorithm(PublicKey open) {
        return switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EdDSA" -> "EdDSA";
            default -> Issuer.ALGORITHM;
        };
    }
}

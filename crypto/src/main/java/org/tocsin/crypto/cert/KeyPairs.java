package org.tocsin.crypto.cert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two halves are of one P-256 key, found out by using them. */
final class KeyPairs {
    private static final byte[] PROBE = "tocsin/key-pair/v1".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    static boolean match(PrivateKey secret, PublicKey open) {
        try {
            var signer = Signature.getInstance(Issuer.ALGORITHM);
            signer.initSign(secret);
            signer.update(PROBE);
            var signature = signer.sign();
            var verifier = Signature.getInstance(Issuer.ALGORITHM);
            verifier.initVerify(open);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}

package org.tocsin.crypto.cert;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/** Certificates and PKCS#8 keys as text that every other tool reads. Source: RFC 7468, strict form. */
public final class Pem {
    private static final Limit SIZE = new Limit("pem.size", 1 << 20);
    private static final Limit COUNT = new Limit("pem.certificates", 256);
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int LINE = 64;

    private Pem() {}

    public static String encode(X509Certificate certificate) {
        try {
            return block(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was parsed has a DER form", e);
        }
    }

    /** The whole chain, own certificate first. */
    public static String encode(List<X509Certificate> chain) {
        var text = new StringBuilder();
        chain.forEach(certificate -> text.append(encode(certificate)));
        return text.toString();
    }

    /** PKCS#8, unencrypted: a secret. */
    public static String encode(PrivateKey key) {
        return block(PRIVATE_KEY, key.getEncoded());
    }

    /** All certificates of a text, in order; text between the blocks is passed over. */
    public static List<X509Certificate> certificates(String text) {
        var found = new ArrayList<X509Certificate>();
        for (var der : blocks(text, CERTIFICATE)) {
            COUNT.check(found.size() + 1);
            found.add(certificateOf(der));
        }
        if (found.isEmpty()) {
            throw new Rejection("pem.empty", "no certificate in the text");
        }
        return List.copyOf(found);
    }

    /** The one EC key in PKCS#8 of a text. */
    public static PrivateKey privateKey(String text) {
        var found = blocks(text, PRIVATE_KEY);
        if (found.size() != 1) {
            throw new Rejection("pem.key", found.size() + " private keys where one belongs");
        }
        return privateKeyOf(found.getFirst());
    }

    /** Whether the one key of a text, of any kind, is that of the first certificate of another. */
    public static boolean isPair(String certificates, String key) {
        var open = certificates(certificates).getFirst().getPublicKey();
        var found = blocks(key, PRIVATE_KEY);
        try {
            return found.size() == 1
                    && KeyPairs.match(
                            KeyFactory.getInstance(open.getAlgorithm())
                                    .generatePrivate(new PKCS8EncodedKeySpec(found.getFirst())),
                            open);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    static X509Certificate certificateOf(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new Rejection("cert.malformed", "not an X.509 certificate");
        }
    }

    static PrivateKey privateKeyOf(byte[] der) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new Rejection("cert.key", "not an EC key in PKCS#8");
        }
    }

    private static String block(String label, byte[] der) {
        var body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static List<byte[]> blocks(String text, String label) {
        SIZE.check(text.length());
        var begin = "-----BEGIN " + label + "-----";
        var end = "-----END " + label + "-----";
        var found = new ArrayList<byte[]>();
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
            int from = at + begin.length();
            int to = text.indexOf(end, from);
            if (to < 0) {
                throw new Rejection("pem.truncated", "a block of " + label + " has no end");
            }
            found.add(decode(text.substring(from, to)));
            at = to + end.length();
        }
        return found;
    }

    private static byte[] decode(String body) {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", "").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new Rejection("pem.base64", "a block is not base64");
        }
    }
}

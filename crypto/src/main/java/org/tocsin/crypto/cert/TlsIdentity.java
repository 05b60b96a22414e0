package org.tocsin.crypto.cert;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * A private key with its certificate chain, own certificate first. Refused if the two do not belong together.
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final int VERSION = 1;
    private static final Limit CHAIN = new Limit("cert.chain", 8);

    public TlsIdentity {
        CHAIN.check(chain.size());
        if (chain.isEmpty()) {
            throw new Rejection("cert.chain", "a certificate belongs to the key");
        }
        chain = List.copyOf(chain);
        if (!KeyPairs.match(key, chain.getFirst().getPublicKey())) {
            throw new Rejection("cert.mismatch", "the private key does not belong to the certificate");
        }
    }

    /** The certificate that a peer sees. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** What a descriptor names and a peer pins. */
    public Digest spki() {
        return Spki.hash(certificate());
    }

    /** {@code [version, pkcs8, [+ certificate]]}: a secret, for a sealed file only. */
    public byte[] encode() {
        var out =
                new CborWriter().array(3).uint(VERSION).bytes(key.getEncoded()).array(chain.size());
        for (var certificate : chain) {
            try {
                out.bytes(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was parsed has a DER form", e);
            }
        }
        return out.toArray();
    }

    public static TlsIdentity decode(byte[] encoded) {
        var in = new CborReader(encoded);
        int count = in.array(3);
        long version = in.uint();
        if (version != VERSION) {
            throw new Rejection("cert.version", "key format " + version + " was written by a newer program");
        }
        var key = Pem.privateKeyOf(in.bytes());
        int length = CHAIN.check(in.array());
        var chain = new ArrayList<X509Certificate>(length);
        for (int i = 0; i < length; i++) {
            chain.add(Pem.certificateOf(in.bytes()));
        }
        in.skip(count - 3);
        in.end();
        return new TlsIdentity(key, chain);
    }

    /** Shows the public half only: this may end in a log. */
    @Override
    public String toString() {
        return "TlsIdentity " + spki();
    }
}

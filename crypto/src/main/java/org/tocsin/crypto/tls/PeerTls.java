package org.tocsin.crypto.tls;

import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.Cipher;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.tocsin.crypto.entropy.EntropyRandom;
import org.tocsin.kernel.Entropy;

/**
 * TLS between nodes: version 1.3, mutual, groups X25519MLKEM768 and secp256r1, so that what is recorded today stays closed to
 * the quantum computers of tomorrow. By Bouncy Castle, because the JDK has no hybrid group.
 *
 * <p>An open connection is nobody's yet: ask {@link PeerCertificate} for the key and compare it with the peer's descriptor.
 */
public final class PeerTls {
    private static final String PROTOCOL = "TLSv1.3";
    private static final String GROUPS_PROPERTY = "jdk.tls.namedGroups";

    /** Without a P-256 group Bouncy Castle refuses the P-256 certificates. */
    private static final String[] GROUPS = {"X25519MLKEM768", "secp256r1"};

    /** The first by the processor's own instructions. */
    private static final String[] SUITES = {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};

    /**
     * Logs each connection and each refused handshake, so that a scanner could fill a disk; the caller hears of both anyway.
     * Held here because the log manager forgets loggers that nobody holds.
     */
    private static final Logger CHATTER = Logger.getLogger("org.bouncycastle.jsse.provider");

    private static final BouncyCastleJsseProvider PROVIDER = provider();

    private final SSLContext context;

    public PeerTls(TlsKeys keys, Entropy entropy) {
        this.context = keys.watched(context(keys, entropy));
    }

    /** For both roles. A server must also demand the client's certificate: {@link #parameters()}. */
    public SSLContext context() {
        return context;
    }

    /** TLS 1.3, the groups, and a certificate of both ends; for clients and servers that set parameters of their own. */
    public SSLParameters parameters() {
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setCipherSuites(SUITES.clone());
        parameters.setNamedGroups(GROUPS.clone());
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    private static SSLContext context(TlsKeys keys, Entropy entropy) {
        try {
            var context = SSLContext.getInstance(PROTOCOL, PROVIDER);
            initialise(context, new KeyManager[] {new CurrentKey(keys)}, entropy);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Bouncy Castle has TLS 1.3", e);
        }
    }

    /**
     * The groups are read from a property that the JDK's own TLS reads as well and whose hybrid it does not know, so it is set
     * for this moment only. Parameters alone would not do: java.net.http and servers copy them without the groups.
     */
    private static synchronized void initialise(SSLContext context, KeyManager[] keys, Entropy entropy)
            throws GeneralSecurityException {
        var before = System.getProperty(GROUPS_PROPERTY);
        System.setProperty(GROUPS_PROPERTY, String.join(",", GROUPS));
        try {
            context.init(keys, new TrustManager[] {new AnyP256()}, new EntropyRandom(entropy));
        } finally {
            if (before == null) {
                System.clearProperty(GROUPS_PROPERTY);
            } else {
                System.setProperty(GROUPS_PROPERTY, before);
            }
        }
    }

    private static BouncyCastleJsseProvider provider() {
        CHATTER.setLevel(Level.SEVERE);
        try {
            var jdk = Cipher.getInstance("AES/GCM/NoPadding").getProvider();
            return new BouncyCastleJsseProvider(false, new FastAes(new BouncyCastleProvider(), jdk));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES-GCM", e);
        }
    }
}

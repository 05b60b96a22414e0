package org.tocsin.crypto.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.Spki;

/**
 * Lets any P-256 certificate through: a peer that was away while keys rotated must be able to come back, so it is authenticated
 * above, by the pinned root's descriptor and the SPKI hash of this connection. What it does insist on is TLS 1.3, at both ends,
 * whatever the parameters of a server library say. Source: FORMATS, Follow and offer.
 */
final class AnyP256 extends X509ExtendedTrustManager {
    private static final String PROTOCOL = "TLSv1.3";

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, @Nullable Socket socket)
            throws CertificateException {
        check(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, @Nullable Socket socket)
            throws CertificateException {
        check(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, engine == null ? null : engine.getHandshakeSession());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, engine == null ? null : engine.getHandshakeSession());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain, null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain, null);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static void check(X509Certificate[] chain, @Nullable SSLSession session) throws CertificateException {
        if (session == null || !session.getProtocol().equals(PROTOCOL)) {
            throw new CertificateException("peers speak TLS 1.3 only");
        }
        if (chain.length == 0 || !Spki.isP256(chain[0].getPublicKey())) {
            throw new CertificateException("a peer's key is on P-256");
        }
    }
}

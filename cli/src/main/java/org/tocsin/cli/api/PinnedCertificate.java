package org.tocsin.cli.api;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tocsin.kernel.Digest;

/** Believes in one certificate, by its hash, and in nobody's name: the node signed it itself and wrote the hash in its home. */
final class PinnedCertificate extends X509ExtendedTrustManager {
    private final Digest wanted;

    PinnedCertificate(Digest wanted) {
        this.wanted = wanted;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0
                || !MessageDigest.isEqual(Digest.hash(chain[0].getEncoded()).toArray(), wanted.toArray())) {
            throw new CertificateException("not the certificate of the node that wrote this home");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}

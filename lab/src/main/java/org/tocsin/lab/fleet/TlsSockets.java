package org.tocsin.lab.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.tocsin.crypto.cert.TlsIdentity;

/** Mutual TLS 1.3 from an address of one's choice. */
public final class TlsSockets {
    private static final int CONNECT_MILLIS = 10_000;

    private final SSLContext context;

    /**
     * @param own what the device shows
     * @param trusted the CA of the servers it talks to
     */
    public TlsSockets(TlsIdentity own, X509Certificate trusted) {
        this.context = context(own, trusted);
    }

    /**
     * Connects and shakes hands.
     *
     * @param from the source address to bind
     */
    public Socket open(String from, InetSocketAddress to) throws IOException {
        var plain = new Socket();
        try {
            plain.bind(new InetSocketAddress(from, 0));
            plain.connect(to, CONNECT_MILLIS);
            plain.setSoTimeout(CONNECT_MILLIS);
            var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, to.getHostString(), to.getPort(), true);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static SSLContext context(TlsIdentity own, X509Certificate trusted) {
        try {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", trusted);
            var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusts.init(trust);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK has TLS 1.3 and PKCS#12", e);
        }
    }
}

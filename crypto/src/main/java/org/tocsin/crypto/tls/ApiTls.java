package org.tocsin.crypto.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.tocsin.crypto.entropy.EntropyRandom;
import org.tocsin.kernel.Entropy;

/** TLS for people and tools: the JDK's own, which is there first when a node starts. Version 1.3, no client certificates. */
public final class ApiTls {
    private static final String PROTOCOL = "TLSv1.3";

    private final SSLContext context;

    public ApiTls(TlsKeys keys, Entropy entropy) {
        try {
            var jdk = SSLContext.getInstance(PROTOCOL, "SunJSSE");
            jdk.init(new KeyManager[] {new CurrentKey(keys)}, new TrustManager[0], new EntropyRandom(entropy));
            this.context = keys.watched(jdk);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has TLS 1.3", e);
        }
    }

    public SSLContext context() {
        return context;
    }

    /** TLS 1.3 alone, the server's choice of cipher suites first. */
    public SSLParameters parameters() {
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }
}

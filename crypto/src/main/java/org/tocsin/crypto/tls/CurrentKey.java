package org.tocsin.crypto.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Offers whatever {@link TlsKeys} holds at the moment of the handshake. */
final class CurrentKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "current";
    private static final String KIND = "EC";

    private final TlsKeys keys;

    CurrentKey(TlsKeys keys) {
        this.keys = keys;
    }

    /** Key types are {@code EC} to the JDK and also {@code EC/secp256r1} and the like to Bouncy Castle. */
    private static @Nullable String alias(String... kinds) {
        for (var kind : kinds) {
            if (kind.startsWith(KIND)) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(kinds);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String kind, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(kind);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(kinds);
    }

    @Override
    public @Nullable String chooseServerAlias(String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(kind);
    }

    @Override
    public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
        var alias = alias(kind);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
        return getClientAliases(kind, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.identity().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.identity().key();
    }
}

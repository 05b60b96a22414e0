package org.tocsin.crypto.tls;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import org.tocsin.crypto.cert.TlsIdentity;

/** The key that TLS shows, replaceable at run time: the next handshake shows the new one, no session of the old survives. */
public final class TlsKeys {
    private final List<SSLContext> contexts = new CopyOnWriteArrayList<>();
    private volatile TlsIdentity identity;

    public TlsKeys(TlsIdentity identity) {
        this.identity = identity;
    }

    public TlsIdentity identity() {
        return identity;
    }

    /** Shows another key from now on. Live connections stay: closing them is for whoever owns them. */
    public void swap(TlsIdentity next) {
        identity = next;
        for (var context : contexts) {
            forget(context.getClientSessionContext());
            forget(context.getServerSessionContext());
        }
    }

    SSLContext watched(SSLContext context) {
        contexts.add(context);
        return context;
    }

    /** TLS sessions survive a change of keys unless they are invalidated one by one. */
    private static void forget(SSLSessionContext sessions) {
        for (var id : Collections.list(sessions.getIds())) {
            var session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }
}

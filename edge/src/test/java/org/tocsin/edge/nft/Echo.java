package org.tocsin.edge.nft;

import java.io.IOException;
import java.net.ServerSocket;

/** A service of the network of whoever makes it: says back what it hears. */
final class Echo implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0);

    Echo() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (true) {
            try {
                var session = listener.accept();
                Thread.ofVirtual().start(() -> {
                    try (session) {
                        session.getInputStream().transferTo(session.getOutputStream());
                    } catch (IOException gone) {
                        // The other end's business.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package org.tocsin.crypto.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Stands between client and server and keeps what the server said, to see on the wire what no library admits. */
final class RecordingRelay implements AutoCloseable {
    private static final int SERVER_HELLO = 2;
    private static final int KEY_SHARE = 51;

    private final ServerSocket entry = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final int target;

    RecordingRelay(int target) throws IOException {
        this.target = target;
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** The group of the key share in the first ServerHello. Source: RFC 8446, 4.1.3 and 4.2.8. */
    int group() {
        ByteBuffer hello;
        synchronized (said) {
            hello = ByteBuffer.wrap(said.toByteArray());
        }
        hello.position(5);
        if (hello.get() != SERVER_HELLO) {
            throw new IllegalStateException("the server did not say hello");
        }
        hello.position(5 + 4 + 2 + 32);
        hello.position(hello.get() + hello.position());
        hello.position(hello.position() + 3);
        int end = hello.getShort() + hello.position();
        while (hello.position() < end) {
            int type = hello.getShort();
            int length = hello.getShort();
            if (type == KEY_SHARE) {
                return hello.getShort() & 0xffff;
            }
            hello.position(hello.position() + length);
        }
        throw new IllegalStateException("no key share");
    }

    private void serve() {
        try {
            while (true) {
                var client = entry.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.startVirtualThread(() -> pump(client, server, false));
                Thread.startVirtualThread(() -> pump(server, client, true));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void pump(Socket from, Socket to, boolean record) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16_384];
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                if (record) {
                    synchronized (said) {
                        said.write(buffer, 0, size);
                    }
                }
                out.write(buffer, 0, size);
                out.flush();
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }
}

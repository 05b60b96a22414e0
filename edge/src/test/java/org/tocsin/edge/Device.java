package org.tocsin.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;

/** A device as a test needs it: blocking, over the JDK's TLS, from an address of its choice. */
final class Device implements AutoCloseable {
    private final SSLSocket socket;
    private final MqttVersion version;
    private final MqttStream stream;

    private Device(SSLSocket socket, MqttVersion version) {
        this.socket = socket;
        this.version = version;
        this.stream = new MqttStream(version, MqttLimits.DEFAULT);
    }

    /** TCP and TLS, no MQTT yet. */
    static Device handshake(
            X509Certificate trusted, @Nullable TlsIdentity own, String from, int port, MqttVersion version)
            throws IOException {
        var socket = (SSLSocket)
                context(trusted, own).getSocketFactory().createSocket(tcp(from, port), "127.0.0.1", port, true);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return new Device(socket, version);
    }

    /** A connection; closed already if the relay reset it while it was being made, as it does with whom it refuses. */
    static Socket tcp(String from, int port) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(30_000);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        } catch (SocketException reset) {
            socket.close();
        }
        return socket;
    }

    /** Sends CONNECT and hears CONNACK. */
    Connack connect(Connect connect) throws IOException {
        send(connect);
        return (Connack) receive();
    }

    void send(MqttPacket packet) throws IOException {
        sendRaw(MqttEncoder.encode(packet, version));
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next packet; an {@link IOException} at the end of the connection. */
    MqttPacket receive() throws IOException {
        var chunk = new byte[16_384];
        for (var packet = stream.next(); ; packet = stream.next()) {
            if (packet != null) {
                return packet;
            }
            int n = socket.getInputStream().read(chunk);
            if (n < 0) {
                throw new IOException("closed");
            }
            stream.feed(ByteBuffer.wrap(chunk, 0, n));
        }
    }

    /** Reads until the other side closes; what came before it. */
    @Nullable
    MqttPacket lastWord() {
        MqttPacket last = null;
        try {
            while (true) {
                last = receive();
            }
        } catch (IOException e) {
            return last;
        }
    }

    /** Waits for as long as it takes. */
    void patient() throws IOException {
        socket.setSoTimeout(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext context(X509Certificate trusted, @Nullable TlsIdentity own) {
        try {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", trusted);
            var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusts.init(trust);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (own != null) {
                store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
            }
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK has TLS 1.3", e);
        }
    }
}

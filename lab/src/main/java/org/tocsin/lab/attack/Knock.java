package org.tocsin.lab.attack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;

/**
 * A real connection to a relay from an address of the lab: was it let in?
 *
 * @param answer what became of it
 * @param nanos from the attempt to the answer
 */
public record Knock(Answer answer, long nanos) {
    private static final int SERVER_HELLO_RECORD = 22;

    /** What the relay did. */
    public enum Answer {
        /** TLS was spoken. */
        LET_IN,
        /** Closed or reset before a byte of TLS. */
        REFUSED,
        /** Nobody listens there. */
        NOBODY,
        /** Nothing came within the time. */
        SILENT
    }

    /**
     * Connects, begins TLS and sees whether it is answered.
     *
     * @param from bound source address, of 127.66.0.0/16 in a drill
     */
    public static Knock at(InetSocketAddress relay, Address from, int mostMillis, Clock clock) throws IOException {
        long start = clock.nanos();
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from.toInet(), 0));
            socket.setSoTimeout(mostMillis);
            var answer = knock(socket, relay, mostMillis);
            return new Knock(answer, clock.nanos() - start);
        }
    }

    private static Answer knock(Socket socket, InetSocketAddress relay, int mostMillis) {
        try {
            socket.connect(relay, mostMillis);
        } catch (SocketTimeoutException e) {
            return Answer.SILENT;
        } catch (ConnectException e) {
            return Answer.NOBODY;
        } catch (IOException e) {
            // A relay that resets may be faster than this side's connect.
            return Answer.REFUSED;
        }
        try {
            socket.getOutputStream().write(Hello.BYTES);
            return socket.getInputStream().read() == SERVER_HELLO_RECORD ? Answer.LET_IN : Answer.REFUSED;
        } catch (SocketTimeoutException e) {
            return Answer.SILENT;
        } catch (IOException e) {
            return Answer.REFUSED;
        }
    }

    /** A ClientHello as the JDK writes it, made once: its keys cost more than a relay's answer, beside what a drill measures. */
    private static final class Hello {
        static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            try {
                var context = SSLContext.getInstance("TLSv1.3");
                context.init(null, null, null);
                var engine = context.createSSLEngine("relay", 8883);
                engine.setUseClientMode(true);
                var bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                var _ = engine.wrap(ByteBuffer.allocate(0), bytes);
                return Arrays.copyOf(bytes.array(), bytes.position());
            } catch (GeneralSecurityException | SSLException e) {
                throw new IllegalStateException("the JDK has TLS 1.3", e);
            }
        }
    }
}

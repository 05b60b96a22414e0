package org.tocsin.node.town;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tocsin.kernel.Address;

/** A capture made by hand: raw IPv4 packets with as much TCP in them as detectors look at. */
public final class Packets {
    private static final int LINKTYPE_RAW = 101;
    private static final String BANNER = "SSH-2.0-go\r\n";
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int PUSH = 8;
    private static final int ACK = 16;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long micros = 1_700_000_000_000_000L;
    private int nextPort = 40_000;

    public Packets() {
        var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(LINKTYPE_RAW);
        out.writeBytes(header.array());
    }

    public InputStream stream() {
        return new ByteArrayInputStream(out.toByteArray());
    }

    /** Short SSH connections, one after the other: brute force that can't be read. */
    public Packets guesses(String from, String to, int times) {
        for (int i = 0; i < times; i++) {
            new Call(from, nextPort++, to, 22).open().answer(BANNER).ask(BANNER).close();
        }
        return this;
    }

    /** Somebody logs in by telnet at the first try, and is let in. */
    public Packets logIn(String from, String to, String user, String secret) {
        new Call(from, nextPort++, to, 23)
                .open()
                .answer("login: ")
                .ask(user + "\r\n")
                .answer("Password: ")
                .ask(secret + "\r\n")
                .answer("\r\n# ");
        return this;
    }

    /** A client brings a pair to an MQTT broker in its CONNECT, and is let in or not authorised. */
    public Packets mqtt(String from, String to, String user, String secret, boolean letIn) {
        var body = "\0\4MQTT\4\u00c2\0<\0\2id\0" + (char) user.length() + user + "\0" + (char) secret.length() + secret;
        new Call(from, nextPort++, to, 1_883)
                .open()
                .ask("\u0010" + (char) body.length() + body)
                .answer(letIn ? " \2\0\0" : " \2\0\5")
                .close();
        return this;
    }

    /** A device calls the same address on a clock, and nobody is there. */
    public Packets calls(String from, String to, int times, long everyMicros) {
        for (int i = 0; i < times; i++) {
            long began = micros;
            tcp(from, nextPort++, to, 443, SYN, 1_000, 0, "");
            micros = began + everyMicros;
        }
        return this;
    }

    /** A device calls the same address on a clock, and is answered. */
    public Packets beacons(String from, String to, int times, long everyMicros) {
        for (int i = 0; i < times; i++) {
            long began = micros;
            new Call(from, nextPort++, to, 443)
                    .open()
                    .ask("ping")
                    .answer("pong")
                    .close();
            micros = began + everyMicros;
        }
        return this;
    }

    /** Nothing happens for a while. */
    public Packets pass(Duration span) {
        micros += span.toMillis() * 1_000;
        return this;
    }

    /** A TCP connection as its two ends see it. */
    private final class Call {
        private final String from;
        private final int fromPort;
        private final String to;
        private final int toPort;
        private int asked = 1_000;
        private int answered = 5_000;

        Call(String from, int fromPort, String to, int toPort) {
            this.from = from;
            this.fromPort = fromPort;
            this.to = to;
            this.toPort = toPort;
        }

        Call open() {
            tcp(from, fromPort, to, toPort, SYN, asked++, 0, "");
            tcp(to, toPort, from, fromPort, SYN | ACK, answered++, asked, "");
            tcp(from, fromPort, to, toPort, ACK, asked, answered, "");
            return this;
        }

        Call ask(String text) {
            tcp(from, fromPort, to, toPort, ACK | PUSH, asked, answered, text);
            asked += text.length();
            return this;
        }

        Call answer(String text) {
            tcp(to, toPort, from, fromPort, ACK | PUSH, answered, asked, text);
            answered += text.length();
            return this;
        }

        void close() {
            tcp(from, fromPort, to, toPort, FIN | ACK, asked, answered, "");
            tcp(to, toPort, from, fromPort, FIN | ACK, answered, asked + 1, "");
        }
    }

    /** A device that asks host after host for telnet. */
    public Packets scan(String from, String network, int hosts) {
        for (int i = 1; i <= hosts; i++) {
            tcp(from, nextPort++, network + i, 23, SYN, 1_000, 0, "");
        }
        return this;
    }

    /** SYNs in the names of as many sources, faster than anybody answers. */
    public Packets flood(String to, int times) {
        for (int i = 0; i < times; i++) {
            long began = micros;
            tcp("203.0." + (113 + i / 250) + "." + (1 + i % 250), nextPort, to, 443, SYN, i, 0, "");
            micros = began + 10;
        }
        return this;
    }

    private void tcp(
            String from, int fromPort, String to, int toPort, int flags, int sequence, int acknowledged, String text) {
        var data = text.getBytes(StandardCharsets.ISO_8859_1);
        var ip = ByteBuffer.allocate(40 + data.length);
        ip.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (40 + data.length))
                .putInt(0x4000)
                .put((byte) 64)
                .put((byte) 6);
        ip.putShort((short) 0)
                .putInt(Address.parse(from).v4Bits())
                .putInt(Address.parse(to).v4Bits());
        ip.putShort((short) fromPort).putShort((short) toPort).putInt(sequence).putInt(acknowledged);
        ip.put((byte) 0x50).put((byte) flags).putShort((short) 8_192).putInt(0).put(data);
        micros += 20_000;
        var record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        record.putInt(ip.capacity()).putInt(ip.capacity());
        out.writeBytes(record.array());
        out.writeBytes(ip.array());
    }
}

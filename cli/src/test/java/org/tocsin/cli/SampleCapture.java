package org.tocsin.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

/** A small made-up capture: a device that scans, and then is scanned. */
final class SampleCapture {
    private static final int CAM = 0xc0a80114;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter writer;
    private long millis = 1_700_000_000_000L;

    private SampleCapture() throws IOException {
        writer = new PcapWriter(out, LinkType.ETHERNET);
    }

    static byte[] quiet() throws IOException {
        var sample = new SampleCapture();
        sample.greet();
        return sample.out.toByteArray();
    }

    /** A connection that ends as it should. */
    static byte[] polite() throws IOException {
        var sample = new SampleCapture();
        sample.greet();
        sample.tcp(CAM, 0xc6336401, 4000, 443, FIN | ACK, 2, 10);
        return sample.out.toByteArray();
    }

    static byte[] busy() throws IOException {
        var sample = new SampleCapture();
        sample.greet();
        for (int i = 1; i <= 3; i++) {
            sample.tcp(CAM, 0xcb007100 + i, 5000, 23, SYN, 1, 0);
        }
        sample.millis += 1500;
        for (int i = 1; i <= 6; i++) {
            sample.tcp(0xc6336407, CAM, 6000 + i, 8000 + i, SYN, 1, 0);
            sample.tcp(CAM, 0xc6336407, 8000 + i, 6000 + i, RST | ACK, 0, 2);
        }
        return sample.out.toByteArray();
    }

    /** One connection that works, so that silence means something afterwards. */
    private void greet() throws IOException {
        tcp(CAM, 0xc6336401, 4000, 443, SYN, 1, 0);
        tcp(0xc6336401, CAM, 443, 4000, SYN | ACK, 9, 2);
        tcp(CAM, 0xc6336401, 4000, 443, ACK, 2, 10);
    }

    private void tcp(int from, int to, int fromPort, int toPort, int flags, int seq, int ack) throws IOException {
        var frame = new byte[54];
        var into = ByteBuffer.wrap(frame);
        into.put(mac(to)).put(mac(from)).putShort((short) 0x0800);
        into.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) 40)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 6);
        into.putShort((short) 0).putInt(from).putInt(to);
        into.putShort((short) fromPort).putShort((short) toPort).putInt(seq).putInt(ack);
        into.put((byte) 0x50).put((byte) flags).putShort((short) 1000).putInt(0);
        writer.write(millis * 1_000_000, frame);
        millis += 10;
    }

    private static byte[] mac(int address) {
        return new byte[] {2, 0, 0, 0, 0, (byte) (address == CAM ? 0x14 : 1)};
    }
}

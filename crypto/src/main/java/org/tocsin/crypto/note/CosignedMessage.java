package org.tocsin.crypto.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tocsin.kernel.Rejection;

/** What an ML-DSA-44 signature of a checkpoint is over. Source: C2SP tlog-cosignature, ML-DSA-44 signed message. */
final class CosignedMessage {
    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_SIZE = 255;

    private CosignedMessage() {}

    /**
     * @param signer name of the key
     * @param seconds POSIX time of signing
     * @param head the whole tree: a subtree that starts at 0
     */
    static byte[] of(String signer, long seconds, TreeHead head) {
        var out = new ByteArrayOutputStream(256);
        out.writeBytes(LABEL);
        prefixed(out, signer);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(seconds).array());
        prefixed(out, head.origin());
        out.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(0)
                .putLong(head.size())
                .array());
        out.writeBytes(head.root().bytes().shared());
        return out.toByteArray();
    }

    private static void prefixed(ByteArrayOutputStream out, String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == 0 || utf8.length > NAME_SIZE) {
            throw new Rejection("note.name-size", utf8.length + " bytes, a name has 1.." + NAME_SIZE);
        }
        out.write(utf8.length);
        out.writeBytes(utf8);
    }
}

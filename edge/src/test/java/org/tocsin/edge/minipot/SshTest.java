package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tocsin.wire.ssh.Hassh;

final class SshTest {
    private static final String GO = "SSH-2.0-Go\r\n";
    private final Talk talk = Talk.with(Protocol.SSH);

    @Test
    void anOfferIsKnownByItsHasshAndPolitelyDeclined() throws Exception {
        var lists = new String[] {
            "curve25519-sha256", "ssh-ed25519", "aes256-gcm", "aes128-ctr", "hmac-sha2-256", "m", "none"
        };
        talk.hear(GO).hear(offer(lists));
        var expected = MessageDigest.getInstance("MD5")
                .digest("curve25519-sha256;aes256-gcm;hmac-sha2-256;none".getBytes(StandardCharsets.US_ASCII));
        assertThat(talk.software).isEqualTo("SSH-2.0-Go hassh " + HexFormat.of().formatHex(expected));
        assertThat(talk.said.toString()).contains("Too many connections");
        assertThat(talk.over).isTrue();
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void aLongBannerDoesNotPushTheFingerprintOutOfSight() {
        talk.hear("SSH-2.0-" + "x".repeat(200) + "\r\n").hear(offer("a", "b", "c", "d", "e", "f", "g"));
        assertThat(talk.software)
                .hasSizeLessThanOrEqualTo(Conversation.MOST_NAME)
                .containsPattern("hassh [0-9a-f]{32}$");
    }

    @Test
    void aDisconnectIsAWholePacket() {
        talk.hear(GO).hear(offer("a", "b", "c", "d", "e", "f", "g"));
        var said = talk.said.toString().getBytes(StandardCharsets.ISO_8859_1);
        var packet = ByteBuffer.wrap(said, 26, said.length - 26);
        int length = packet.getInt();
        assertThat(packet.remaining()).isEqualTo(length);
        assertThat((length + 4) % 8).isZero();
        assertThat(packet.get()).isGreaterThanOrEqualTo((byte) 4);
    }

    @Test
    void whatIsNotSshIsNotAnswered() {
        assertThat(talk.hear("GET / HTTP/1.0\r\n\r\n").over).isTrue();
        assertThat(talk.said.toString()).isEqualTo("SSH-2.0-dropbear_2019.78\r\n");
    }

    @Test
    void aLengthThatLiesIsNotAllocated() {
        talk.hear(GO).hear("\u007f\u00ff\u00ff\u00ff\u0004\u0014");
        assertThat(talk.over).isTrue();
    }

    @Test
    void aNameListThatLiesIsNoFingerprint() {
        talk.hear(GO).hear("\0\0\0\u0018\u0004\u0014" + "c".repeat(16) + "\u007f\u00ff\u00ff\u00ff\0\0");
        assertThat(talk.software).isEqualTo("SSH-2.0-Go");
        assertThat(talk.over).isTrue();
    }

    private static byte[] offer(String... lists) {
        var body = ByteBuffer.allocate(512).put((byte) 4).put((byte) 20).put(new byte[16]);
        for (var list : lists) {
            body.putInt(list.length()).put(list.getBytes(StandardCharsets.US_ASCII));
        }
        body.put(new byte[4]);
        var packet = ByteBuffer.allocate(4 + body.position());
        packet.putInt(body.position()).put(body.flip());
        return packet.array();
    }

    /** Behind a good banner, where random bytes seldom come. */
    @FuzzTest
    void anyOfferIsReadToItsEnd(byte[] bytes) {
        var fresh = Talk.with(Protocol.SSH).hear(GO).hear(bytes);
        assertThat(fresh.software).matches("SSH-2\\.0-Go( hassh [0-9a-f]{32})?");
        assertThat(fresh.logins).isEmpty();
        var packet = ByteBuffer.allocate(6 + bytes.length).putInt(2 + bytes.length);
        var fingerprint =
                Hassh.of(packet.put((byte) 4).put((byte) 20).put(bytes).flip());
        assertThat(fingerprint == null || fingerprint.length() == 32).isTrue();
    }

    @FuzzTest
    void anyBytesAreHeardToTheEnd(byte[] bytes) {
        Talk.survives(Protocol.SSH, bytes);
    }
}

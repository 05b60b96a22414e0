package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

final class RecorderTest {
    private static final String CAMERA = "192.168.1.20";
    private static final String PEER = "203.0.113.1";
    private static final String OTHER = "203.0.113.2";
    private static final int HELD = 1 << 14;

    private final Recorder recorder = new Recorder();
    private final Frame frame = new Frame();
    private final Packet packet = new Packet();
    private final Decoder decoder = new Decoder();
    private long number;

    private void sent(String from, String to, int payload) {
        var ip = ByteBuffer.allocate(28 + payload);
        ip.put((byte) 0x45).put((byte) 0).putShort((short) (28 + payload)).putInt(0);
        ip.put((byte) 64).put((byte) Packet.UDP).putShort((short) 0);
        ip.putInt(Address.parse(from).v4Bits()).putInt(Address.parse(to).v4Bits());
        ip.putShort((short) 4_000)
                .putShort((short) 53)
                .putShort((short) (8 + payload))
                .putShort((short) 0);
        number++;
        frame.show(ip.array(), 0, ip.capacity(), ip.capacity(), number * 1_000, LinkType.RAW, number, 0);
        decoder.decode(frame, packet);
        recorder.note(frame, packet);
    }

    private static Finding finding(long first, long last) {
        var camera = Address.parse(CAMERA);
        return new Finding(
                Instant.EPOCH,
                last,
                first,
                CAMERA,
                camera,
                Kind.HORIZONTAL_SCAN,
                0.9,
                "",
                "",
                List.of(Address.parse(PEER)),
                List.of(53),
                false,
                new Role.OwnDevice(CAMERA, camera),
                new Evidence(1, 1, 1, 0));
    }

    private List<Long> proof(long first, long last) {
        return recorder.proof(finding(first, last)).stream().map(Kept::number).toList();
    }

    @Test
    void theActorsFramesWithThePeersOfTheEvidenceAreKeptBothWaysAndNoOthers() {
        sent(CAMERA, PEER, 1);
        sent(OTHER, PEER, 1);
        sent(PEER, CAMERA, 1);
        sent(CAMERA, OTHER, 1);
        sent(CAMERA, PEER, 1);
        assertThat(proof(1, 5)).containsExactly(1L, 3L, 5L);
    }

    @Test
    void ofAThousandTheFirstAndTheDecidingOneAreKept() {
        for (int i = 0; i < 1_000; i++) {
            sent(CAMERA, PEER, 1);
        }
        assertThat(proof(11, 1_000)).hasSize(Recorder.MOST).startsWith(11L, 12L).endsWith(1_000L);
    }

    @Test
    void whatTheRingNoLongerHoldsIsNotMadeUp() {
        for (int i = 0; i < HELD + 100; i++) {
            sent(CAMERA, i % 1_000 == 0 ? PEER : OTHER, 1);
        }
        assertThat(proof(1, number)).hasSize(16).first().isEqualTo(1_001L);
    }

    @Test
    void aSecondCaptureIsCountedOnAsDetectionCounts() {
        sent(CAMERA, PEER, 1);
        sent(CAMERA, PEER, 1);
        recorder.resume();
        number = 0;
        sent(CAMERA, PEER, 1);
        assertThat(proof(2, 3)).containsExactly(2L, 3L);
    }

    @Test
    void aFrameIsCutAndItsLengthToldAsItWas() {
        sent(CAMERA, PEER, 1_000);
        assertThat(recorder.proof(finding(1, 1))).singleElement().satisfies(kept -> {
            assertThat(kept.bytes().size()).isEqualTo(Recorder.SNAP);
            assertThat(kept.wireLength()).isEqualTo(1_028);
        });
    }

    @Test
    void whatNoTapSawHasNoProof() {
        sent(CAMERA, PEER, 1);
        assertThat(proof(0, 0)).isEmpty();
    }
}

package org.tocsin.federation.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborWriter;

final class FrameTest {
    private static final DualKey KEY = DualKey.generate(Entropy.system());
    private static final SignedBody SIGNED =
            SignedBody.sign("t", new byte[] {(byte) 0xa0}, KEY.form().fingerprint(), KEY);
    private static final Frame.Salted SALTED = new Frame.Salted(Bytes.of(new byte[32]), Bytes.hex("a20100024101"));

    static List<Frame> frames() {
        var root = Digest.hash(new byte[] {1});
        return List.of(
                new Frame.Hello(
                        List.of(1),
                        "tocsin/0.1",
                        1_700_000_000_000L,
                        SIGNED,
                        List.of(new Frame.Held("a/tocsin/00/1", 5, Bytes.of(new byte[] {1}))),
                        List.of(
                                new Frame.Offer("o", Optional.empty()),
                                new Frame.Offer("p", Optional.of(Bytes.of(new byte[16])))),
                        Optional.of(SIGNED)),
                new Frame.Want(List.of(new Frame.From("o", 0), new Frame.From("p", 1L << 40))),
                new Frame.Batch(
                        "o",
                        7,
                        Bytes.of(new byte[] {9}),
                        List.of(Bytes.of(new byte[] {1}), Bytes.of(new byte[] {2})),
                        List.of(Optional.of(SALTED), Optional.empty()),
                        List.of(root)),
                new Frame.Heartbeat(1),
                new Frame.Heads(List.of(new Frame.Head("o", 3, root))),
                new Frame.Cosignature("o", 3, Bytes.of(new byte[] {4})),
                new Frame.Problem("peer.pending", "wait for a person"),
                new Frame.Show("o", 3),
                new Frame.Shown("o", Bytes.of(new byte[] {5})),
                new Frame.Fetch("o", List.of(1L, 2L)),
                new Frame.Payloads("o", List.of(Optional.of(new Frame.Fetched(2, SALTED)), Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void whatIsEncodedIsDecoded(Frame frame) {
        assertThat(FrameDecoder.decode(FrameEncoder.encode(frame))).isEqualTo(frame);
    }

    @Test
    void theBytesOfABatchNeverChange() {
        var batch = new Frame.Batch(
                "o", 7, Bytes.hex("09"), List.of(Bytes.hex("01")), List.of(Optional.of(SALTED)), List.of());
        assertThat(HexFormat.of().formatHex(FrameEncoder.encode(batch)))
                .isEqualTo("8702616f0741098141018182" + "5820" + "00".repeat(32) + "a2010002410180");
    }

    @Test
    void framesArriveWholeHoweverTheStreamIsCut() throws IOException {
        var all = new ByteArrayOutputStream();
        for (var frame : frames()) {
            all.write(FrameEncoder.encode(frame));
        }
        for (int piece : new int[] {1, 3, 1_000, 1 << 20}) {
            assertThat(read(new Pieces(all.toByteArray(), piece))).isEqualTo(frames());
        }
    }

    @Test
    void aFrameOfALaterVersionIsSkippedAndItemsBehindTheEndIgnored() {
        assertThat(FrameDecoder.decode(
                        new CborWriter().array(2).uint(99).text("x").toArray()))
                .isEqualTo(new Frame.Unknown(99));
        assertThat(FrameDecoder.decode(
                        new CborWriter().array(3).uint(3).uint(5).text("new").toArray()))
                .isEqualTo(new Frame.Heartbeat(5));
    }

    @Test
    void aFrameThatDeclaresAnAbsurdSizeIsRefusedBeforeItIsRead() {
        var endless = new SequenceInputStream(
                new ByteArrayInputStream(HexFormat.of().parseHex("82035b0fffffff00000000")),
                InputStream.nullInputStream());
        assertThatThrownBy(() -> new FrameStream(endless).next(Frame.MOST_BYTES))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("frame.size"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "00", "8100", "8203", "8700", "9f03ff", "c18203", "870261", "f6", "8303f9ffff"})
    void malformedFramesAreRefusedByName(String hex) {
        assertThatThrownBy(() ->
                        new FrameStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex))).next(1_000))
                .isInstanceOfAny(Rejection.class, EOFException.class);
    }

    @Test
    void aBatchWithFewerPayloadsThanEntriesIsRefused() {
        var out = new CborWriter().array(7).uint(2).text("o").uint(0).bytes(new byte[1]);
        out.array(1).bytes(new byte[1]).array(0).array(0);
        assertThatThrownBy(() -> FrameDecoder.decode(out.toArray())).hasMessageContaining("frame.batch");
    }

    @Test
    void aBatchOfMoreThanAThousandEntriesIsRefused() {
        var out = new CborWriter()
                .array(7)
                .uint(2)
                .text("o")
                .uint(0)
                .bytes(new byte[1])
                .array(1_025);
        Stream.generate(() -> new byte[1]).limit(1_025).forEach(out::bytes);
        assertThatThrownBy(() -> FrameDecoder.decode(out.array(0).array(0).toArray()))
                .hasMessageContaining("frame.entries");
    }

    @FuzzTest
    void hostileStreamsAreReadOrRefusedByName(byte[] data) {
        try {
            read(new Pieces(data, 7));
        } catch (Rejection refused) {
            assertThat(refused.code()).isNotBlank();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<Frame> read(InputStream in) throws IOException {
        var stream = new FrameStream(in);
        var read = new ArrayList<Frame>();
        try {
            while (true) {
                read.add(stream.next(Frame.MOST_BYTES));
            }
        } catch (EOFException end) {
            return read;
        }
    }

    /** Gives its bytes in pieces of one size. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int piece;

        Pieces(byte[] bytes, int piece) {
            super(Arrays.copyOf(bytes, bytes.length));
            this.piece = piece;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, piece));
        }
    }
}

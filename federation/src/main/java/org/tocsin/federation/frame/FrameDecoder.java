package org.tocsin.federation.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;

/** Bytes to frames. Every list has a limit; items behind those of FORMATS are for later versions and skipped. */
public final class FrameDecoder {
    private static final Limit ENTRIES = new Limit("frame.entries", Frame.MOST_ENTRIES);
    private static final Limit PROOF = new Limit("frame.proof", 64);
    private static final Limit LOGS = new Limit("frame.logs", 1_024);
    private static final Limit HEADS = new Limit("frame.heads", 32);
    private static final Limit PROTOCOLS = new Limit("frame.protocols", 16);
    private static final Limit TEXT = new Limit("frame.text", 512);
    private static final Limit CHECKPOINT = new Limit("frame.checkpoint", 8_192);
    private static final int SALT = 32;
    private static final int CIRCLE = 16;

    private FrameDecoder() {}

    public static Frame decode(byte[] bytes) {
        new Limit("frame.size", Frame.MOST_BYTES).check(bytes.length);
        var in = new CborReader(bytes);
        int items = in.array(1);
        int number = in.uintInt();
        int known = items(number);
        if (known == 0) {
            in.skip(items - 1);
            in.end();
            return new Frame.Unknown(number);
        }
        if (items < known) {
            throw new Rejection("frame.items", "frame " + number + " has " + items + " items of " + known);
        }
        var frame = body(in, number);
        in.skip(items - known);
        in.end();
        return frame;
    }

    /** How many items the frame has in this version; 0 for an unknown one. */
    private static int items(int number) {
        return switch (number) {
            case 0 -> 8;
            case 1, 3, 4 -> 2;
            case 2 -> 7;
            case 5 -> 4;
            case 6, 7, 8, 9, 10 -> 3;
            default -> 0;
        };
    }

    private static Frame body(CborReader in, int number) {
        return switch (number) {
            case 0 -> hello(in);
            case 1 -> new Frame.Want(list(in, LOGS, FrameDecoder::from));
            case 2 -> batch(in);
            case 3 -> new Frame.Heartbeat(in.uint());
            case 4 -> new Frame.Heads(list(in, HEADS, FrameDecoder::head));
            case 5 -> new Frame.Cosignature(text(in), in.uint(), checkpoint(in));
            case 6 -> new Frame.Problem(text(in), text(in));
            case 7 -> new Frame.Show(text(in), in.uint());
            case 8 -> new Frame.Shown(text(in), checkpoint(in));
            case 9 -> new Frame.Fetch(text(in), list(in, ENTRIES, CborReader::uint));
            case 10 -> new Frame.Payloads(text(in), list(in, ENTRIES, FrameDecoder::fetched));
            default -> throw new IllegalStateException("frame " + number + " is known but not read");
        };
    }

    private static Frame.Hello hello(CborReader in) {
        return new Frame.Hello(
                list(in, PROTOCOLS, CborReader::uintInt),
                text(in),
                in.uint(),
                SignedBody.read(in),
                list(in, LOGS, FrameDecoder::held),
                list(in, LOGS, FrameDecoder::offer),
                in.nil() ? Optional.empty() : Optional.of(SignedBody.read(in)));
    }

    private static Frame.Batch batch(CborReader in) {
        var batch = new Frame.Batch(
                text(in),
                in.uint(),
                checkpoint(in),
                list(in, ENTRIES, i -> Bytes.owning(i.bytes())),
                list(in, ENTRIES, FrameDecoder::salted),
                list(in, PROOF, i -> Digest.of(i.bytes(Digest.SIZE))));
        if (batch.entries().size() != batch.payloads().size()) {
            throw new Rejection("frame.batch", "as many payloads as entries belong in a batch");
        }
        return batch;
    }

    private static Frame.From from(CborReader in) {
        return tuple(in, 2, i -> new Frame.From(text(i), i.uint()));
    }

    private static Frame.Head head(CborReader in) {
        return tuple(in, 3, i -> new Frame.Head(text(i), i.uint(), Digest.of(i.bytes(Digest.SIZE))));
    }

    private static Frame.Held held(CborReader in) {
        return tuple(in, 3, i -> new Frame.Held(text(i), i.uint(), checkpoint(i)));
    }

    private static Frame.Offer offer(CborReader in) {
        return tuple(
                in,
                2,
                i -> new Frame.Offer(text(i), i.nil() ? Optional.empty() : Optional.of(Bytes.owning(i.bytes(CIRCLE)))));
    }

    private static Optional<Frame.Salted> salted(CborReader in) {
        return in.nil()
                ? Optional.empty()
                : Optional.of(tuple(in, 2, i -> new Frame.Salted(Bytes.owning(i.bytes(SALT)), Bytes.owning(i.raw()))));
    }

    private static Optional<Frame.Fetched> fetched(CborReader in) {
        return in.nil()
                ? Optional.empty()
                : Optional.of(tuple(
                        in,
                        3,
                        i -> new Frame.Fetched(
                                i.uint(), new Frame.Salted(Bytes.owning(i.bytes(SALT)), Bytes.owning(i.raw())))));
    }

    private static <T> T tuple(CborReader in, int known, Function<CborReader, T> read) {
        int items = in.array(known);
        var value = read.apply(in);
        in.skip(items - known);
        return value;
    }

    private static <T> List<T> list(CborReader in, Limit limit, Function<CborReader, T> item) {
        int count = limit.check(in.array());
        var items = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.apply(in));
        }
        return List.copyOf(items);
    }

    private static String text(CborReader in) {
        var text = in.text();
        TEXT.check(text.length());
        return text;
    }

    private static Bytes checkpoint(CborReader in) {
        var bytes = in.bytes();
        CHECKPOINT.check(bytes.length);
        return Bytes.owning(bytes);
    }
}

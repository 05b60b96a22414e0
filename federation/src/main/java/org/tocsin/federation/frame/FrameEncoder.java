package org.tocsin.federation.frame;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.cbor.CborWriter;

/** Frames to bytes. Source: FORMATS, Follow and offer. */
public final class FrameEncoder {
    private FrameEncoder() {}

    public static byte[] encode(Frame frame) {
        var out = new CborWriter();
        switch (frame) {
            case Frame.Hello hello -> hello(out, hello);
            case Frame.Want(var logs) ->
                list(out.array(2).uint(1), logs, from -> out.array(2)
                        .text(from.origin())
                        .uint(from.size()));
            case Frame.Batch batch -> batch(out, batch);
            case Frame.Heartbeat(var time) -> out.array(2).uint(3).uint(time);
            case Frame.Heads(var heads) ->
                list(out.array(2).uint(4), heads, head -> out.array(3)
                        .text(head.origin())
                        .uint(head.size())
                        .bytes(head.root().bytes().shared()));
            case Frame.Cosignature(var origin, var size, var line) ->
                out.array(4).uint(5).text(origin).uint(size).bytes(line.shared());
            case Frame.Problem(var code, var detail) ->
                out.array(3).uint(6).text(code).text(detail);
            case Frame.Show(var origin, var size) ->
                out.array(3).uint(7).text(origin).uint(size);
            case Frame.Shown(var origin, var checkpoint) ->
                out.array(3).uint(8).text(origin).bytes(checkpoint.shared());
            case Frame.Fetch(var origin, var indices) ->
                list(out.array(3).uint(9).text(origin), indices, index -> out.uint(index));
            case Frame.Payloads(var origin, var payloads) ->
                list(out.array(3).uint(10).text(origin), payloads, payload -> fetched(out, payload));
            case Frame.Unknown(var number) -> out.array(1).uint(number);
        }
        return out.toArray();
    }

    private static void hello(CborWriter out, Frame.Hello hello) {
        out.array(8).uint(0);
        list(out, hello.protocols(), protocol -> out.uint(protocol));
        out.text(hello.software())
                .uint(hello.timeMs())
                .raw(hello.descriptor().encoded().shared());
        list(out, hello.held(), held -> out.array(3)
                .text(held.origin())
                .uint(held.size())
                .bytes(held.checkpoint().shared()));
        list(out, hello.offers(), offer -> {
            out.array(2).text(offer.origin());
            offer.circle().map(Bytes::shared).ifPresentOrElse(out::bytes, out::nil);
        });
        hello.yours().map(SignedBody::encoded).map(Bytes::shared).ifPresentOrElse(out::raw, out::nil);
    }

    private static void batch(CborWriter out, Frame.Batch batch) {
        out.array(7)
                .uint(2)
                .text(batch.origin())
                .uint(batch.from())
                .bytes(batch.checkpoint().shared());
        list(out, batch.entries(), entry -> out.bytes(entry.shared()));
        list(out, batch.payloads(), payload -> salted(out, payload));
        list(out, batch.proof(), (Digest hash) -> out.bytes(hash.bytes().shared()));
    }

    private static void salted(CborWriter out, Optional<Frame.Salted> payload) {
        if (payload.isEmpty()) {
            out.nil();
            return;
        }
        var salted = payload.get();
        out.array(2).bytes(salted.salt().shared()).raw(salted.payload().shared());
    }

    private static void fetched(CborWriter out, Optional<Frame.Fetched> payload) {
        if (payload.isEmpty()) {
            out.nil();
            return;
        }
        var fetched = payload.get();
        out.array(3)
                .uint(fetched.index())
                .bytes(fetched.salted().salt().shared())
                .raw(fetched.salted().payload().shared());
    }

    private static <T> void list(CborWriter out, List<T> items, Consumer<T> each) {
        out.array(items.size());
        items.forEach(each);
    }
}

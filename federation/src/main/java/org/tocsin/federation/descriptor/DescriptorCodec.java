package org.tocsin.federation.descriptor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.sign.RootForm;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/** The bytes of a node descriptor. Source: FORMATS, Node descriptor. */
final class DescriptorCodec {
    private static final Limit SIZE = new Limit("descriptor.size", 60_000);
    private static final Limit LIST = new Limit("descriptor.list", 64);
    private static final Limit TEXT = new Limit("descriptor.text", 512);

    private DescriptorCodec() {}

    static byte[] encode(NodeDescriptor d) {
        var out = new CborWriter().map(11).uint(1).uint(d.number()).uint(2);
        d.root().write(out);
        out.uint(3).text(d.domain());
        texts(out.uint(4), d.urls());
        out.uint(5).array(d.tls().size());
        d.tls().forEach(hash -> out.bytes(hash.toArray()));
        out.uint(6).array(d.logs().size());
        d.logs().forEach(log -> log.write(out));
        texts(out.uint(7), d.witnessVkeys());
        out.uint(8).uint(d.notBefore().toEpochMilli());
        out.uint(9).uint(d.notAfter().toEpochMilli());
        out.uint(10).array(d.protocols().size());
        d.protocols().forEach(protocol -> out.uint(protocol));
        out.uint(11);
        d.documents().write(out);
        return out.toArray();
    }

    private static void texts(CborWriter out, List<String> texts) {
        out.array(texts.size());
        texts.forEach(out::text);
    }

    static NodeDescriptor decode(byte[] body) {
        SIZE.check(body.length);
        var in = new CborReader(body);
        var draft = new Draft();
        var keys = new MapKeys(in);
        while (keys.next()) {
            switch (keys.number()) {
                case 1 -> draft.number = in.uint();
                case 2 -> draft.root = RootForm.read(in);
                case 3 -> draft.domain = text(in);
                case 4 -> draft.urls = list(in, DescriptorCodec::text);
                case 5 -> draft.tls = list(in, i -> Digest.of(i.bytes(Digest.SIZE)));
                case 6 -> draft.logs = list(in, LogKeys::read);
                case 7 -> draft.witnessVkeys = list(in, DescriptorCodec::text);
                case 8 -> draft.notBefore = instant(in);
                case 9 -> draft.notAfter = instant(in);
                case 10 -> draft.protocols = list(in, CborReader::uintInt);
                case 11 -> draft.documents = RootForm.read(in);
                default -> in.skip();
            }
        }
        in.end();
        return draft.descriptor();
    }

    private static <T> List<T> list(CborReader in, Function<CborReader, T> item) {
        var items = new ArrayList<T>();
        for (int i = LIST.check(in.array()); i > 0; i--) {
            items.add(item.apply(in));
        }
        return items;
    }

    private static String text(CborReader in) {
        var text = in.text();
        TEXT.check(text.length());
        return text;
    }

    private static Instant instant(CborReader in) {
        return Instant.ofEpochMilli(new Limit("descriptor.time", 253_402_300_800_000L).check(in.uint()));
    }

    /** Fields as they come; all of those that FORMATS demands must have come. */
    private static final class Draft {
        long number = -1;

        @Nullable
        RootForm root;

        @Nullable
        String domain;

        @Nullable
        List<String> urls;

        @Nullable
        List<Digest> tls;

        @Nullable
        List<LogKeys> logs;

        @Nullable
        List<String> witnessVkeys;

        @Nullable
        Instant notBefore;

        @Nullable
        Instant notAfter;

        @Nullable
        List<Integer> protocols;

        @Nullable
        RootForm documents;

        NodeDescriptor descriptor() {
            if (number < 0) {
                throw missing("number");
            }
            return new NodeDescriptor(
                    number,
                    need(root, "root"),
                    need(domain, "domain"),
                    need(urls, "urls"),
                    need(tls, "tls"),
                    need(logs, "logs"),
                    need(witnessVkeys, "witness-vkeys"),
                    need(notBefore, "not-before"),
                    need(notAfter, "not-after"),
                    need(protocols, "protocols"),
                    need(documents, "documents"));
        }

        private static <T> T need(@Nullable T value, String name) {
            if (value == null) {
                throw missing(name);
            }
            return value;
        }

        private static Rejection missing(String name) {
            return new Rejection("descriptor.missing", name + " is missing");
        }
    }
}

package org.tocsin.federation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.federation.follow.Offering;
import org.tocsin.federation.follow.Wire;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.federation.http.PeerDialler;
import org.tocsin.federation.peer.JoinToken;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.cbor.CborWriter;

/** A member that came in by a real token and then says whatever it likes, over real TLS. It dials and can't be dialled. */
final class Hostile implements AutoCloseable {
    private static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();

    String domain;
    final FakeLog log;
    final List<OwnDescriptor.Log> logs = new ArrayList<>();
    final List<String> urls = new ArrayList<>();
    final List<Digest> keys = new ArrayList<>();
    long number = 1;
    private final DualKey root = DualKey.generate(ENTROPY);
    private final DualKey documents = DualKey.generate(ENTROPY);
    private final TlsIdentity tls;
    private final PeerDialler dialler;
    private @Nullable OwnDescriptor issued;

    Hostile(String domain) {
        this.domain = domain;
        log = new FakeLog(domain);
        logs.add(log.described());
        tls = new Certificates(CLOCK, ENTROPY).selfSigned(domain, List.of("127.0.0.1"));
        keys.add(tls.spki());
        dialler = new PeerDialler(new PeerTls(new TlsKeys(tls), ENTROPY));
    }

    Fingerprint id() {
        return root.form().fingerprint();
    }

    /** One for each number. */
    OwnDescriptor descriptor() {
        var last = issued;
        if (last == null || last.number() != number) {
            last = another();
            issued = last;
        }
        return last;
    }

    /** Another one, with the same number. */
    OwnDescriptor another() {
        return OwnDescriptor.issue(number, root, documents.form(), domain, urls, keys, logs, CLOCK.now());
    }

    /** Becomes an accepted peer. */
    Hostile befriend(House house) throws Exception {
        join(house, house.federation.invite().token());
        house.federation.accept(id());
        return this;
    }

    void join(House house, String token) throws Exception {
        var parsed = JoinToken.parse(token);
        var shown = dialler.descriptor(url(house));
        var body = new CborWriter()
                .array(2)
                .raw(descriptor().encoded())
                .bytes(parsed.secret().shared())
                .toArray();
        dialler.join(url(house), body, shown.key());
    }

    private static String url(House house) {
        return "https://127.0.0.1:" + house.federation.port();
    }

    /** Opens a session and says nothing yet. */
    Line dial(House house) throws Exception {
        return new Line(dialler.follow(url(house)), house.circleLog.toString());
    }

    /** Opens a session, says hello, and waits until the house wants the log. */
    Line call(House house) throws Exception {
        return call(house, descriptor().signedBody());
    }

    Line call(House house, SignedBody descriptor) throws Exception {
        var line = dial(house);
        line.say(hello(descriptor));
        line.await(Frame.Want.class);
        return line;
    }

    Frame.Hello hello(SignedBody descriptor) {
        var offers = logs.stream()
                .map(offered -> new Frame.Offer(offered.origin().toString(), Optional.of(Offering.CIRCLE)))
                .toList();
        return new Frame.Hello(List.of(1), "hostile", CLOCK.millis(), descriptor, List.of(), offers, Optional.empty());
    }

    Frame.Hello hello() {
        return hello(descriptor().signedBody());
    }

    @Override
    public void close() {
        dialler.close();
    }

    /** One open session; what the other side says is collected. */
    static final class Line implements AutoCloseable {
        private static final Bytes END = Bytes.of(new byte[0]);
        private final Wire wire;
        private final LinkedBlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
        private final List<Frame> passed = new ArrayList<>();

        private final String circleLog;

        Line(Wire wire, String circleLog) {
            this.wire = wire;
            this.circleLog = circleLog;
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try {
                while (true) {
                    heard.add(wire.receive(Frame.MOST_BYTES));
                }
            } catch (IOException gone) {
                heard.add(new Frame.Cosignature("closed", 0, END));
            }
        }

        void say(Frame frame) throws IOException {
            wire.send(FrameEncoder.encode(frame));
        }

        void raw(byte... bytes) throws IOException {
            wire.send(bytes);
        }

        /** The next frame of a kind; others are skipped. */
        <T extends Frame> T await(Class<T> kind) throws InterruptedException {
            var found = next(kind);
            if (found == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " before the end");
            }
            return found;
        }

        private <T extends Frame> @Nullable T next(Class<T> kind) throws InterruptedException {
            while (true) {
                var frame = heard.poll(20, TimeUnit.SECONDS);
                if (frame != null) {
                    passed.add(frame);
                }
                if (kind.isInstance(frame)) {
                    return kind.cast(frame);
                }
                if (frame == null || frame instanceof Frame.Cosignature) {
                    return null;
                }
            }
        }

        /** Why the other side closes. */
        String problem() throws InterruptedException {
            return await(Frame.Problem.class).code();
        }

        /** Waits until the other side has closed, with or without a word. */
        void awaitEnd() throws InterruptedException {
            var _ = next(Frame.Unknown.class);
        }

        /** Waits until whatever was said before has been worked on, by a question that is answered in its turn. */
        void settle() throws IOException, InterruptedException {
            passed.clear();
            say(new Frame.Fetch(circleLog, List.of(0L)));
            var _ = await(Frame.Payloads.class);
        }

        /** Whether such a frame was skipped by the last waiting. */
        boolean heardSince(Class<? extends Frame> kind) {
            return passed.stream().anyMatch(kind::isInstance);
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}

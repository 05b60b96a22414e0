package org.tocsin.edge.nft;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.linux.Errno;
import org.tocsin.edge.linux.Ints;
import org.tocsin.edge.linux.Socket;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/** A conversation with nf_tables. The kernel works while it is sent to, so that its answer is there at once. Not thread-safe. */
final class Netlink implements AutoCloseable {
    /** A request of a batch that failed: which, and why. */
    record Failure(int index, int errno, String said) {}

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETFILTER = 12;
    private static final int SOL_SOCKET = 1;
    private static final int RECEIVE_TIMEOUT = 20;
    private static final int SEND_BUFFER_FORCE = 32;
    private static final int RECEIVE_BUFFER_FORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int SHORT_ACKS = 10;
    private static final int WORDS = 11;

    /** Largest batch in bytes: 200,000 elements need 11 MB. */
    private static final Limit BATCH = new Limit("nft.batch", 32 << 20);

    private static final int ANSWERS = 8 << 20;
    private static final int DATAGRAM = 64 << 10;
    private static final int SILENCE_S = 2;
    /** How often a list is asked for anew that changed while it was read. */
    private static final int TRIES = 8;

    private final Socket socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment received = arena.allocate(DATAGRAM, 8);
    private int sequence = 1;

    private Netlink(Socket socket) {
        this.socket = socket;
    }

    /** Opens one; refused by name where the kernel or the rights for it are missing. */
    static Netlink open() {
        Socket socket;
        try {
            socket = Socket.open(AF_NETLINK, SOCK_RAW, NETFILTER);
        } catch (Rejection refused) {
            throw refused.code().equals("linux.not-supported")
                    ? new Rejection("nft.missing", refused.detail() + "; " + Refusals.MISSING)
                    : refused;
        }
        try {
            socket.set(SOL_SOCKET, RECEIVE_TIMEOUT, Ints.of(SILENCE_S, 0, 0, 0));
            // Without CAP_NET_ADMIN they stay small, and the first request says what is missing.
            socket.trySet(SOL_SOCKET, SEND_BUFFER_FORCE, Ints.of((int) BATCH.most()));
            socket.trySet(SOL_SOCKET, RECEIVE_BUFFER_FORCE, Ints.of(ANSWERS));
            socket.trySet(SOL_NETLINK, SHORT_ACKS, Ints.of(1));
            socket.trySet(SOL_NETLINK, WORDS, Ints.of(1));
            socket.bind(ByteBuffer.allocate(12)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) AF_NETLINK)
                    .array());
            return new Netlink(socket);
        } catch (Rejection refused) {
            socket.close();
            throw refused;
        }
    }

    /** Sends a batch and hears every answer; the failures, none if all is in force. */
    List<Failure> send(Batch batch) {
        int first = claim(batch.size() + 2);
        emit(batch.numbered(first));
        var failures = new ArrayList<Failure>();
        int open = batch.size();
        while (open > 0) {
            for (var answer : hear()) {
                int index = answer.sequence() - first - 1;
                if (index < -1 || index > batch.size()) {
                    continue; // of an earlier request whose answer came late
                }
                if (answer instanceof Answer.Failed(var _, var errno, var said)) {
                    failures.add(new Failure(index, errno, said));
                }
                // What concerns the batch as a whole is said about its begin or end, and nothing follows.
                open = index < 0 || index == batch.size() ? 0 : open - 1;
            }
        }
        return failures;
    }

    /** Asks for one thing; null if there is none. */
    Answer.@Nullable Thing ask(String doing, Request request) {
        int number = claim(1);
        emit(request.numbered(number, 0));
        while (true) {
            for (var answer : hear()) {
                if (answer.sequence() != number) {
                    continue;
                }
                return switch (answer) {
                    case Answer.Thing thing -> thing;
                    case Answer.Done _ -> null;
                    case Answer.Failed(var _, var errno, var said) -> noneOr(doing, errno, said);
                };
            }
        }
    }

    private static Answer.@Nullable Thing noneOr(String doing, int errno, String said) {
        if (Errno.of(errno) == Errno.ENOENT) {
            return null;
        }
        throw Refusals.of(doing, errno, said);
    }

    /** Asks for a list; again if it changed while it was read. An unknown table has an empty one. */
    List<Attributes> list(String doing, Request request) {
        for (int i = 0; i < TRIES; i++) {
            var found = new ArrayList<Attributes>();
            if (dump(doing, request, found::add)) {
                return found;
            }
        }
        throw new Rejection("nft.busy", doing + ": it changed " + TRIES + " times while it was read");
    }

    private boolean dump(String doing, Request request, Consumer<Attributes> found) {
        int number = claim(1);
        emit(request.numbered(number, Request.DUMP));
        boolean whole = true;
        while (true) {
            for (var answer : hear()) {
                if (answer.sequence() != number) {
                    continue;
                }
                switch (answer) {
                    case Answer.Thing thing -> {
                        whole &= !thing.interrupted();
                        found.accept(thing.body());
                    }
                    case Answer.Done done -> {
                        return whole && !done.interrupted();
                    }
                    case Answer.Failed(var _, var errno, var said) -> {
                        if (Errno.of(errno) == Errno.ENOENT) {
                            return true;
                        }
                        if (Errno.of(errno) == Errno.EINTR) {
                            return false;
                        }
                        throw Refusals.of(doing, errno, said);
                    }
                }
            }
        }
    }

    private int claim(int count) {
        int first = sequence;
        sequence = first > Integer.MAX_VALUE / 2 ? 1 : first + count;
        return first;
    }

    private void emit(byte[] bytes) {
        BATCH.check(bytes.length);
        try (var once = Arena.ofConfined()) {
            long sent = socket.send(once.allocateFrom(JAVA_BYTE, bytes));
            if (sent < 0) {
                throw Refusals.of("sending", (int) -sent, "");
            }
        }
    }

    private List<Answer> hear() {
        long size = socket.receive(received);
        if (size == -Errno.EAGAIN.number()) {
            throw new Rejection("nft.silence", "the kernel did not answer within " + SILENCE_S + " s");
        }
        if (size < 0) {
            throw Refusals.of("receiving", (int) -size, "");
        }
        if (size > DATAGRAM) {
            throw Attributes.wrong("a datagram of " + size + " bytes");
        }
        // A copy, since lists keep what lies in it.
        return Answer.read(received.asSlice(0, size).toArray(JAVA_BYTE), (int) size);
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}

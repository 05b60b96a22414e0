package org.tocsin.detection.detector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.login.LoginReader;
import org.tocsin.wire.packet.Payload;
import org.tocsin.wire.ssh.SshBanner;
import org.tocsin.wire.tcp.Segment;

/**
 * The first words of both sides, which tell what they speak, put together from whatever pieces they come in. A client's are held back
 * until they tell, until there are enough, or until its server answers; of a server's the latest are looked at, because some show a
 * banner before they ask for a name.
 */
final class Openings {
    /** Bytes by which every client is known that is read at all. */
    static final int ENOUGH = 16;
    /** Bytes of a server after which it asks for no name any more. */
    private static final int MOST = 4_096;
    /** Bytes that end in a question for a name. */
    private static final int QUESTION = 64;

    private final @Nullable Payload[] heads;
    private final @Nullable Segment[] tails;
    private final Flows flows;

    Openings(Flows flows) {
        this.flows = flows;
        heads = new @Nullable Payload[flows.client.length];
        tails = new @Nullable Segment[flows.client.length];
    }

    /**
     * The first bytes of a client.
     *
     * @return all so far, once they tell or are enough; null as long as more is needed
     */
    @Nullable
    Payload client(int flow, Payload piece, boolean gap) {
        var head = heads[flow];
        var together = head == null ? piece : joined(head, piece);
        boolean whole = !gap && piece.payloadCaptured() == piece.payloadLength();
        if (whole && together.payloadCaptured() < ENOUGH && !tells(together)) {
            heads[flow] = head == null ? joined(null, piece) : together;
            return null;
        }
        heads[flow] = null;
        return together;
    }

    /** What a client has said so far must do, since its server answers or one of them ends; null if nothing is held back. */
    @Nullable
    Payload held(int flow) {
        var head = heads[flow];
        heads[flow] = null;
        return head;
    }

    private static boolean tells(Payload p) {
        byte[] b = p.bytes();
        int at = p.payload();
        int there = p.payloadCaptured();
        return (there >= 2 && b[at] == 0x16 && b[at + 1] == 3)
                || SshBanner.begins(b, at, there)
                || LoginReader.knows(b, at, there);
    }

    /** A server's latest bytes with those before them, as far as a question for a name may reach; null once it is too late for one. */
    @Nullable
    Payload server(int flow, Payload piece) {
        if (flows.serverBytes[flow] > MOST) {
            tails[flow] = null;
            return null;
        }
        var before = tails[flow];
        var together = before == null ? piece : joined(before, piece);
        int end = together.payload() + together.payloadCaptured();
        int from = Math.max(together.payload(), end - QUESTION);
        tails[flow] = new Segment(0, Arrays.copyOfRange(together.bytes(), from, end), 0, end - from, end - from);
        return together;
    }

    /** Whether a server has said no more than this, and no answer of HTTP, whose text may end in anything. */
    boolean isFirst(int flow, Payload said) {
        return flows.serverBytes[flow] <= said.payloadLength()
                && !(said.payloadCaptured() > 0 && said.bytes()[said.payload()] == 'H');
    }

    private static Payload joined(@Nullable Payload before, Payload piece) {
        int first = before == null ? 0 : before.payloadCaptured();
        var bytes = new byte[first + piece.payloadCaptured()];
        if (before != null) {
            System.arraycopy(before.bytes(), before.payload(), bytes, 0, first);
        }
        System.arraycopy(piece.bytes(), piece.payload(), bytes, first, piece.payloadCaptured());
        return new Segment(0, bytes, 0, first + piece.payloadLength(), bytes.length);
    }

    /** The connection is over. */
    void end(int flow) {
        heads[flow] = null;
        tails[flow] = null;
    }

    /** Forgets what is open. */
    void clear() {
        Arrays.fill(heads, null);
        Arrays.fill(tails, null);
    }
}

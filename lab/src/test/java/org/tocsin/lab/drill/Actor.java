package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.tocsin.exchange.Taking;
import org.tocsin.exchange.Verdict;
import org.tocsin.lab.fleet.FleetReport;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.platform.json.Json;

/** A member that plays a part: it tells what it is bidden, and its door is a real one. Faults are planted in it. */
final class Actor implements Member {
    private static final byte SERVER_HELLO = 22;

    final Set<String> blocked = new HashSet<>();
    long said;
    boolean doorIsOpen = true;
    Runnable onRetract = () -> {};
    Runnable onPacket = () -> {};
    Ruling ruling = new Ruling(Verdict.Basis.NOTHING, "no live report names it");
    final List<String> stored = new ArrayList<>();
    private final int org;
    private final Crew.Hearers hearers;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private Actor(int org, Crew.Hearers hearers) throws IOException {
        this.org = org;
        this.hearers = hearers;
        Thread.ofVirtual().start(this::attend);
    }

    static Actor join(Crew crew, int org) throws IOException {
        var actor = new Actor(org, crew.hearers(org));
        crew.take(actor);
        return actor;
    }

    private void attend() {
        while (!door.isClosed()) {
            try (var guest = door.accept()) {
                if (doorIsOpen) {
                    var _ = guest.getInputStream().read();
                    guest.getOutputStream().write(SERVER_HELLO);
                    guest.getOutputStream().flush();
                }
            } catch (IOException gone) {
                // a guest that hangs up keeps nobody else out
            }
        }
    }

    /** Acts on entries of another's log, and stores what came of it. */
    void applies(Actor other, long from, int entries) {
        takes(other, from, entries, Taking.Step.ACTED, Taking.Step.DURABLE);
    }

    /** Tells what becomes of entries of another's log. */
    void takes(Actor other, long from, int entries, Taking.Step... steps) {
        for (var step : steps) {
            LongStream.range(from, from + entries)
                    .forEach(index -> hearers.took().accept(new Took(other.log(), index, step)));
        }
    }

    /** Tells of a finding at the first frame that its tap reads. */
    void finds(String subject) {
        tell(Beat.Kind.FINDING, subject, "{\"packet\":1}");
    }

    void says(String subject) {
        tell(Beat.Kind.STATEMENT, subject, "{\"id\":\"indicator--x\"}");
    }

    /** Tells what its enforcers carry out about somebody. */
    void tellsInForce(String subject, String action) {
        tell(Beat.Kind.IN_FORCE, subject, "{\"action\":\"" + action + "\"}");
    }

    /** Tells of a batch of another's log that it has verified. */
    void verifies(Actor other, int entries) {
        tell(Beat.Kind.VERIFIED, "", "{\"origin\":\"" + other.log() + "\",\"from\":0,\"entries\":" + entries + "}");
    }

    private void tell(Beat.Kind kind, String subject, String detail) {
        hearers.seen().accept(new Seen(org, 0, kind.word(), subject, "", Json.parse(detail)));
    }

    @Override
    public int org() {
        return org;
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    public InetSocketAddress relay() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    @Override
    public String consoleUrl() {
        return "";
    }

    @Override
    public OutputStream tap() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                onPacket.run();
            }

            @Override
            public void write(byte[] some, int from, int length) {
                onPacket.run();
            }
        };
    }

    @Override
    public String invite() {
        return "";
    }

    @Override
    public void join(String token) {}

    @Override
    public void accept(String id) {}

    @Override
    public int connected() {
        return 0;
    }

    @Override
    public void retract(String id) {
        onRetract.run();
    }

    @Override
    public void lie(String address) {}

    @Override
    public void babble(int entries) {
        said += entries;
    }

    @Override
    public double trust(String id) {
        return 1;
    }

    @Override
    public boolean refuses(String address) {
        return blocked.contains(address);
    }

    @Override
    public Ruling explain(String address) {
        return ruling;
    }

    @Override
    public List<String> heard(String id, String log, long entries) {
        return stored;
    }

    @Override
    public String log() {
        return "log of " + org;
    }

    @Override
    public long said() {
        return said;
    }

    @Override
    public long packets() {
        return 0;
    }

    @Override
    public FleetReport fleet() {
        return new FleetReport(0, 0, 0, 0, 0);
    }

    @Override
    public void kill() {}

    @Override
    public void close() throws IOException {
        door.close();
    }
}

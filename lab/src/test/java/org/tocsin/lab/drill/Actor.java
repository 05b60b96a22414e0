package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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
    private final int org;
    private final Consumer<Seen> timeline;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private Actor(int org, Consumer<Seen> timeline) throws IOException {
        this.org = org;
        this.timeline = timeline;
        Thread.ofVirtual().start(this::attend);
    }

    static Actor join(Crew crew, int org) throws IOException {
        var actor = new Actor(org, crew.hears(org));
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

    /** Tells that it has acted on entries of another's log. */
    void applies(Actor other, long from, int entries) {
        tell(
                Beat.Kind.VERIFIED,
                "",
                "{\"origin\":\"" + other.log() + "\",\"from\":" + from + ",\"entries\":" + entries + "}");
    }

    /** Tells what its enforcers carry out about somebody. */
    void tellsInForce(String subject, String action) {
        tell(Beat.Kind.IN_FORCE, subject, "{\"action\":\"" + action + "\"}");
    }

    private void tell(Beat.Kind kind, String subject, String detail) {
        timeline.accept(new Seen(org, 0, kind.word(), subject, "", Json.parse(detail)));
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
        return OutputStream.nullOutputStream();
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
    public double trust(String id) {
        return 1;
    }

    @Override
    public boolean refuses(String address) {
        return blocked.contains(address);
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

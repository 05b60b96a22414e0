package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.fleet.FleetReport;

/** A member in this JVM. Its tap reads from a loopback socket, as one in a process of its own does. */
final class LocalMember implements Member {
    private final int org;
    private final MemberHost host;
    private final OutputStream tap;

    LocalMember(int org, MemberHost host) throws IOException {
        this.org = org;
        this.host = host;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var out = new Socket(listener.getInetAddress(), listener.getLocalPort());
            out.setTcpNoDelay(true);
            host.watch(listener.accept().getInputStream());
            tap = out.getOutputStream();
        }
    }

    @Override
    public int org() {
        return org;
    }

    @Override
    public String id() {
        return host.node.federation().own().fingerprint().hex();
    }

    @Override
    public InetSocketAddress relay() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), host.node.relayPort());
    }

    @Override
    public String consoleUrl() {
        return "https://127.0.0.1:" + host.node.apiPort();
    }

    @Override
    public OutputStream tap() {
        return tap;
    }

    @Override
    public String invite() {
        return host.node.federation().invite().token();
    }

    @Override
    public void join(String token) throws IOException {
        try {
            host.node.federation().join(token);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void accept(String id) {
        host.node.federation().accept(Fingerprint.hex(id));
    }

    @Override
    public int connected() {
        return host.connected();
    }

    @Override
    public void retract(String id) {
        host.node.retract(id);
    }

    @Override
    public void lie(String address) {
        host.lie(address);
    }

    @Override
    public void babble(int entries) {
        host.babble(entries);
    }

    @Override
    public double trust(String id) {
        return host.trust(id);
    }

    @Override
    public boolean refuses(String address) {
        return host.refuses(address);
    }

    @Override
    public Ruling explain(String address) {
        return host.explain(address);
    }

    @Override
    public List<String> heard(String id, String log, long entries) {
        return host.heard(id, log, entries);
    }

    @Override
    public String log() {
        return host.log();
    }

    @Override
    public long packets() {
        return host.packets();
    }

    @Override
    public long said() {
        return host.node.federation().said();
    }

    @Override
    public FleetReport fleet() throws IOException {
        return host.innocents();
    }

    @Override
    public void kill() {
        throw new Rejection("drill.processes", "a member in this JVM can't be killed alone");
    }

    @Override
    public void close() throws IOException {
        tap.close();
        host.close();
    }
}

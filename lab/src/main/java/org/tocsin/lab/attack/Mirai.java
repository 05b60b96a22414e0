package org.tocsin.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tocsin.kernel.Address;

/**
 * The deeds of Mirai as its published source code does them: telnet log-ins from a list of 62 factory credentials, stateless SYN
 * scanning of ports 23 and, once in ten, 2323 with the target's address as sequence number, and calls to a command server.
 */
public final class Mirai {
    /** Telnet commands that a BusyBox device opens with: DO TERMINAL-TYPE, WILL ECHO, WILL SUPPRESS-GO-AHEAD. */
    private static final byte[] NEGOTIATION = {-1, -3, 24, -1, -5, 1, -1, -5, 3};

    /** What the loader answers: WONT TERMINAL-TYPE, DO ECHO, DO SUPPRESS-GO-AHEAD. */
    private static final byte[] ANSWER = {-1, -4, 24, -1, -3, 1, -1, -3, 3};

    /** A few of the 62 pairs of its scanner.c. */
    private static final List<String[]> PAIRS = List.of(
            new String[] {"root", "xc3511"},
            new String[] {"root", "vizxv"},
            new String[] {"root", "admin"},
            new String[] {"admin", "admin"},
            new String[] {"root", "888888"},
            new String[] {"root", "xmhdipc"},
            new String[] {"root", "default"},
            new String[] {"root", "juantech"},
            new String[] {"root", "123456"},
            new String[] {"root", "54321"},
            new String[] {"support", "support"},
            new String[] {"admin", "password"});

    private static final int TRIES = 3;
    private static final long THINK_NANOS = 20_000_000;

    private Mirai() {}

    /** The whole story: the loader gets in at the third try, then the device scans and calls home. */
    public static Script infection(MiraiPlan plan) {
        var loader = loader(plan, 0);
        long infected = loader.endNanos() + THINK_NANOS;
        return loader.with(scan(plan, infected)).with(callsHome(plan, infected));
    }

    /** Three log-ins over one completed connection, the third of which succeeds, and the loader's commands. */
    public static Script loader(MiraiPlan plan, long startNanos) {
        var random = new Random(plan.seed());
        var talk = new Talk(
                        plan.loader(),
                        1_024 + random.nextInt(60_000),
                        plan.device(),
                        23,
                        startNanos,
                        plan.halfTrip().toNanos(),
                        random.nextInt())
                .mark("telnet: first packet")
                .open()
                .hears(NEGOTIATION)
                .says(ANSWER);
        int first = random.nextInt(PAIRS.size());
        for (int i = 0; i < TRIES; i++) {
            var pair = PAIRS.get((first + i) % PAIRS.size());
            boolean in = i == TRIES - 1;
            talk.hears("dvrdvs login: ")
                    .pause(THINK_NANOS)
                    .says(pair[0] + "\r\n")
                    .hears(pair[0] + "\r\nPassword: ");
            talk.pause(THINK_NANOS).says(pair[1] + "\r\n");
            talk.mark(in ? "telnet: " + pair[0] + " logs in at try " + TRIES : "")
                    .hears(in ? "\r\n\r\nBusyBox v1.1.2 built-in shell (ash)\r\n# " : "\r\nLogin incorrect\r\n");
        }
        for (var command : List.of("enable", "system", "shell", "sh", "/bin/busybox MIRAI")) {
            talk.says(command + "\r\n").hears(command + "\r\n# ");
        }
        return new Script(talk.close().lines());
    }

    /** SYNs to random addresses, none of them answered. */
    public static Script scan(MiraiPlan plan, long startNanos) {
        var random = new Random(plan.seed() ^ 0x5ca9);
        var lines = new ArrayList<Script.Line>();
        int port = 1_024 + random.nextInt(60_000);
        for (int i = 0; i < plan.scans(); i++) {
            var target = Host.outside(target(random));
            int service = random.nextInt(10) == 0 ? 2323 : 23;
            var syn = Forge.tcp(
                    plan.device(), port, target, service, target.address().v4Bits(), 0, Forge.SYN, new byte[0]);
            lines.add(new Script.Line(
                    startNanos + i * plan.scanEvery().toNanos(), syn, i == 0 ? "scans telnet: first packet" : ""));
        }
        return new Script(lines);
    }

    /** Connections to the command server on a clock; no name leads there. */
    public static Script callsHome(MiraiPlan plan, long startNanos) {
        var random = new Random(plan.seed() ^ 0xc2);
        var script = new Script(List.of());
        for (int i = 0; i < plan.calls(); i++) {
            long at = startNanos + i * plan.callEvery().toNanos();
            var talk = new Talk(
                            plan.device(),
                            32_768 + random.nextInt(28_000),
                            plan.command(),
                            23,
                            at,
                            plan.halfTrip().toNanos(),
                            random.nextInt())
                    .mark(i == 0 ? "calls home: first packet" : "")
                    .open()
                    .says(new byte[] {0, 0, 0, 1})
                    .says(new byte[] {0, 0})
                    .hears(new byte[] {0, 0})
                    .close();
            script = script.with(new Script(talk.lines()));
        }
        return script;
    }

    /** SYNs in the name of an innocent, as anybody can send them; the innocent never completes a handshake. */
    public static Script forgedSyns(Host innocent, List<Host> devices, int count, long seed) {
        var random = new Random(seed);
        var lines = new ArrayList<Script.Line>();
        for (int i = 0; i < count; i++) {
            var device = devices.get(i % devices.size());
            int service = i % 2 == 0 ? 23 : 1 + random.nextInt(10_000);
            var syn = Forge.tcp(
                    innocent,
                    1_024 + random.nextInt(60_000),
                    device,
                    service,
                    random.nextInt(),
                    0,
                    Forge.SYN,
                    new byte[0]);
            lines.add(new Script.Line(i * 2_000_000L, syn, i == 0 ? "forged SYNs: first packet" : ""));
        }
        return new Script(lines);
    }

    /** Any address but those that Mirai leaves out because they are private, multicast, or somebody to fear. */
    private static Address target(Random random) {
        while (true) {
            int bits = random.nextInt();
            int first = bits >>> 24;
            int second = bits >>> 16 & 255;
            boolean left = first == 0 || first == 10 || first == 127 || first >= 224 || first == 3 || first == 56;
            left |= first == 15 || first == 16 || (first == 192 && second == 168) || (first == 172 && second >> 4 == 1);
            left |= (first == 100 && second >= 64)
                    || (first == 169 && second == 254)
                    || (first == 198 && second >> 1 == 9);
            if (!left) {
                return Address.v4(bits);
            }
        }
    }
}

package org.tocsin.lab.evaluate.judge;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/**
 * The three-line rule: three hosts that were never seen before, each silent for a second after a SYN, within a minute. Who was
 * answered, or called while learning, is known. One alarm a source in ten minutes. Source: reference, detection.md 4.4.
 */
final class FanOutRule implements Watcher {
    private static final int HOSTS = 3;
    private static final long PATIENCE = 1_000_000_000L;
    private static final long WINDOW = 60_000_000_000L;
    private static final long QUIET = 600_000_000_000L;

    private final long learn;
    private final Consumer<Alarm> alarms;
    private final Map<Address, Set<Address>> known = new HashMap<>();
    private final Map<Address, Map<Address, Long>> silent = new HashMap<>();
    private final Map<Address, Long> raised = new HashMap<>();
    private final Deque<Attempt> waiting = new ArrayDeque<>();
    private long first = -1;

    private record Attempt(Address from, Address to, long time) {}

    FanOutRule(Duration learn, Consumer<Alarm> alarms) {
        this.learn = learn.toNanos();
        this.alarms = alarms;
    }

    @Override
    public void accept(Packet p) {
        first = first < 0 ? p.time() : first;
        judge(p);
        if (p.protocol() != Packet.TCP) {
            return;
        }
        boolean syn = p.has(Packet.SYN);
        if (syn && p.has(Packet.ACK)) {
            known(p.target()).add(p.source());
        } else if (syn) {
            if (p.time() - first < learn) {
                known(p.source()).add(p.target());
            }
            waiting.add(new Attempt(p.source(), p.target(), p.time()));
        }
    }

    private Set<Address> known(Address of) {
        return known.computeIfAbsent(of, _ -> new HashSet<>());
    }

    private void judge(Packet p) {
        while (!waiting.isEmpty() && p.time() - waiting.peek().time() >= PATIENCE) {
            var tried = waiting.remove();
            if (!known(tried.from()).contains(tried.to())) {
                failed(tried, p);
            }
        }
    }

    private void failed(Attempt tried, Packet p) {
        var hosts = silent.computeIfAbsent(tried.from(), _ -> new HashMap<>());
        hosts.put(tried.to(), tried.time());
        hosts.values().removeIf(time -> tried.time() - time > WINDOW);
        var last = raised.get(tried.from());
        if (hosts.size() >= HOSTS && (last == null || p.time() - last > QUIET)) {
            raised.put(tried.from(), p.time());
            alarms.accept(new Alarm(p.number(), p.time(), tried.from(), "fan-out"));
        }
    }
}

package org.tocsin.lab.evaluate.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/**
 * A z-score for each source on windows of a minute: eight counts, as logarithms, beside their mean and deviation while learning. Its
 * threshold is the greatest score of the time of learning; whoever had none is never judged. Source: reference, detection.md 4.3.
 */
final class ZScore implements Watcher {
    private static final long WINDOW = 60_000_000_000L;
    private static final int COUNTS = 8;
    /** A count that never moved while learning would make any move infinite. */
    private static final double LEAST_DEVIATION = 0.1;

    private static final int LEAST_WINDOWS = 5;

    private final long learn;
    private final Consumer<Alarm> alarms;
    private final Map<Address, Source> sources = new HashMap<>();
    private long first = -1;

    ZScore(Duration learn, Consumer<Alarm> alarms) {
        this.learn = learn.toNanos();
        this.alarms = alarms;
    }

    @Override
    public void accept(Packet p) {
        first = first < 0 ? p.time() : first;
        if (!p.isIp()) {
            return;
        }
        sources.computeIfAbsent(p.source(), Source::new).sent(p);
        if (p.protocol() == Packet.TCP && p.has(Packet.SYN) && p.has(Packet.ACK)) {
            var asked = sources.get(p.target());
            if (asked != null) {
                asked.window[7]--;
            }
        }
    }

    /** One sender: what its window holds, and what its windows held while learning. */
    private final class Source {
        final double[] window = new double[COUNTS];
        private final Address address;
        private final Set<Address> peers = new HashSet<>();
        private final Set<Integer> ports = new HashSet<>();
        private final double[] mean = new double[COUNTS];
        private final double[] spread = new double[COUNTS];
        private final List<double[]> learnt = new ArrayList<>();
        private double threshold;
        private long began = -1;
        private boolean fitted;

        Source(Address address) {
            this.address = address;
        }

        void sent(Packet p) {
            if (began < 0 || p.time() - began >= WINDOW) {
                close(p);
                began = p.time();
            }
            window[0]++;
            window[1] += p.wireLength();
            window[2] += peers.add(p.target()) ? 1 : 0;
            window[3] += ports.add(p.targetPort()) ? 1 : 0;
            if (p.protocol() == Packet.TCP && p.has(Packet.SYN) && !p.has(Packet.ACK)) {
                window[4]++;
                window[7]++;
            }
            window[5] += p.protocol() == Packet.UDP ? 1 : 0;
            window[6] += p.protocol() == Packet.ICMP ? 1 : 0;
        }

        private void close(Packet p) {
            if (began >= 0) {
                var values = new double[COUNTS];
                for (int i = 0; i < COUNTS; i++) {
                    values[i] = Math.log1p(Math.max(0, window[i]));
                }
                judge(values, p);
            }
            Arrays.fill(window, 0);
            peers.clear();
            ports.clear();
        }

        private void judge(double[] values, Packet p) {
            if (p.time() - first < learn) {
                learnt.add(values);
            } else if (learnt.size() >= LEAST_WINDOWS) {
                if (!fitted) {
                    fit();
                }
                if (score(values) > threshold) {
                    alarms.accept(new Alarm(p.number(), p.time(), address, "z-score"));
                }
            }
        }

        private void fit() {
            fitted = true;
            for (int i = 0; i < COUNTS; i++) {
                int at = i;
                mean[i] = learnt.stream().mapToDouble(v -> v[at]).average().orElse(0);
                spread[i] = Math.max(
                        LEAST_DEVIATION,
                        Math.sqrt(learnt.stream()
                                .mapToDouble(v -> (v[at] - mean[at]) * (v[at] - mean[at]))
                                .average()
                                .orElse(0)));
            }
            threshold = learnt.stream().mapToDouble(this::score).max().orElse(0);
        }

        private double score(double[] values) {
            double most = 0;
            for (int i = 0; i < COUNTS; i++) {
                most = Math.max(most, Math.abs(values[i] - mean[i]) / spread[i]);
            }
            return most;
        }
    }
}

package org.tocsin.detection.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;

/**
 * Bytes that a device of ours carries out to somebody who is not in its profile: a cumulative sum for each pair. Told only, since a
 * person who looks at his camera from elsewhere is such a peer too.
 */
final class Uploads {
    /** Bytes of a connection are looked at in portions of 16 kB, and at its end. */
    private static final int PORTION_BITS = 14;

    private final Cases<Upload> uploads = new Cases<>(Upload.class);
    private final Flows flows;
    private final Actors actors;
    private final Calls calls;
    private final Reporter reporter;

    Uploads(Flows flows, Actors actors, Calls calls, Reporter reporter) {
        this.flows = flows;
        this.actors = actors;
        this.calls = calls;
        this.reporter = reporter;
    }

    /** A side of a connection has sent more; {@code before} is how much it was until now. */
    void sent(int flow, boolean byClient, int before, long now) {
        int after = (byClient ? flows.clientBytes : flows.serverBytes)[flow];
        int portions = (after >>> PORTION_BITS) - (before >>> PORTION_BITS);
        if (portions > 0) {
            add(flow, byClient, portions << PORTION_BITS, now);
        }
    }

    /** A connection ends. */
    void ended(int flow, long now) {
        add(flow, true, flows.clientBytes[flow] & (1 << PORTION_BITS) - 1, now);
        add(flow, false, flows.serverBytes[flow] & (1 << PORTION_BITS) - 1, now);
    }

    private void add(int flow, boolean byClient, int bytes, long now) {
        var device = byClient ? flows.client[flow] : actors.find(flows.serverHigh[flow], flows.serverLow[flow]);
        long high = byClient ? flows.serverHigh[flow] : flows.clientHigh[flow];
        long low = byClient ? flows.serverLow[flow] : flows.clientLow[flow];
        if (bytes == 0 || device == null || !goesOut(device, high, low, now)) {
            return;
        }
        long key = Mix.mix(device.key() + 31 * Mix.address(high, low));
        var one = uploads.at(key, now, () -> new Upload(key, device.key()));
        if (one.bytes.add(bytes, flows.first[flow], now)) {
            tell(device, new Address(high, low), flows.serverPort(flow), one.bytes);
        }
    }

    private boolean goesOut(@Nullable Actor device, long high, long low, long now) {
        return device != null && device.inside && !actors.inside(high, low) && calls.isNew(device, high, low, now);
    }

    private void tell(Actor device, Address peer, int port, Run run) {
        long span = reporter.now() - run.firstTime;
        reporter.raise(
                device,
                peer,
                new Draft(
                        Kind.EXFILTRATION,
                        Draft.TOLD_ONLY,
                        "to a peer that is not in its profile a device sends at most " + run.level.usual()
                                + " bytes a second, and " + run.level.most + " beyond that at once",
                        run.count + " bytes in " + Phrases.seconds(span) + Phrases.again(run.episode, "bytes"),
                        List.of(peer),
                        List.of(port),
                        true,
                        run.firstNumber,
                        new Evidence(run.count, run.level.most, span / 1_000_000, run.episode.repeats())));
    }

    /** Forgets what one of ours has sent. */
    void forgive(Actor device) {
        uploads.forget(one -> one.client == device.key());
    }
}

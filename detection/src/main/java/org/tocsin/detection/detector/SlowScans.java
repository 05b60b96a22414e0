package org.tocsin.detection.detector;

/** The slow scans of devices of ours; those of strangers are the noise of the Internet. */
final class SlowScans {
    private final Cases<SlowFan> fans = new Cases<>(SlowFan.class);
    private final Flows flows;
    private final ScanReport report;

    SlowScans(Flows flows, ScanReport report) {
        this.flows = flows;
        this.report = report;
    }

    /** A connection attempt of a device found nobody. A fast scan is told as one, and not once more as a slow one. */
    void failed(Actor who, int flow, long now) {
        long key = who.key();
        var fan = fans.at(key, now, () -> new SlowFan(key));
        int port = flows.serverPort(flow);
        boolean due = fan.failed(
                flows.serverHigh[flow], flows.serverLow[flow], port, flows.begun[flow], flows.first[flow], now);
        if (due && !who.fanOut().episode.running()) {
            report.slow(who, fan, port);
        }
    }

    void forgive(Actor device) {
        fans.forget(one -> one.key() == device.key());
    }
}

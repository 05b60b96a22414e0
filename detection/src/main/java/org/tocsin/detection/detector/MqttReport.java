package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;
import org.tocsin.wire.mqtt.ClientStream;

/** Puts abuse of MQTT into words and numbers. */
final class MqttReport {
    private final Reporter reporter;

    MqttReport(Reporter reporter) {
        this.reporter = reporter;
    }

    /** @param packet of MQTT that comes too often */
    void flood(Actor who, Broker broker, Run run, String packet) {
        tell(
                who,
                broker,
                Kind.MQTT_FLOOD,
                "at most " + run.level.usual() + " " + packet + " a second of one client, and " + run.level.most
                        + " beyond that at once",
                run.count + " " + packet + " in " + Phrases.seconds(reporter.now() - run.firstTime)
                        + Phrases.again(run.episode, packet),
                run.firstNumber,
                new Evidence(
                        run.count,
                        run.level.most,
                        (reporter.now() - run.firstTime) / 1_000_000,
                        run.episode.repeats()));
    }

    void broken(Actor who, Broker broker, ClientStream.Violation how) {
        var run = broker.broken;
        tell(
                who,
                broker,
                Kind.MQTT_BROKEN,
                "a client's messages keep to MQTT; " + run.level.most + " that do not are a bug",
                run.count + " connections in " + Phrases.seconds(reporter.now() - run.firstTime)
                        + " ended in broken messages, the latest in " + how.words()
                        + Phrases.again(run.episode, "connections"),
                run.firstNumber,
                new Evidence(
                        run.count,
                        run.level.most,
                        (reporter.now() - run.firstTime) / 1_000_000,
                        run.episode.repeats()));
    }

    /** Its former user is in {@code identity} still. */
    void cloned(Actor who, Broker broker, Identity identity) {
        var run = identity.swaps;
        long span = reporter.now() - run.firstTime;
        var server = new Address(broker.high, broker.low);
        reporter.raise(
                who,
                server,
                new Draft(
                        Kind.IDENTITY_CLONE,
                        Draft.TOLD_ONLY,
                        "one client has one identifier; at most " + run.level.most
                                + " times in a row, ten minutes apart at the mean, it comes from another address",
                        "the same identifier came from here and from " + new Address(identity.high, identity.low)
                                + " in turn, " + run.count + " times in " + Phrases.seconds(span)
                                + Phrases.again(run.episode, "times"),
                        List.of(server, new Address(identity.high, identity.low)),
                        List.of(broker.port),
                        broker.proven,
                        run.firstNumber,
                        new Evidence(run.count, run.level.most, span / 1_000_000, run.episode.repeats())));
    }

    void held(Actor who, Broker broker, long begun, long first) {
        tell(
                who,
                broker,
                Kind.MQTT_HELD,
                "a session is opened to be used; at most " + (Broker.HELD - 1)
                        + " of one client wait without a word, for hours or without a limit",
                broker.idle + " sessions are held without use" + Phrases.again(broker.held, "events"),
                first,
                new Evidence(
                        broker.idle, Broker.HELD - 1, (reporter.now() - begun) / 1_000_000, broker.held.repeats()));
    }

    private void tell(
            Actor who, Broker broker, Kind kind, String expected, String observed, long first, Evidence evidence) {
        var address = new Address(broker.high, broker.low);
        reporter.raise(
                who,
                address,
                new Draft(
                        kind,
                        Draft.COUNTED,
                        expected,
                        observed
                                + (broker.everything ? "; it has subscribed to all that is said there" : "")
                                + Phrases.doubt(broker.proven),
                        List.of(address),
                        List.of(broker.port),
                        broker.proven,
                        first,
                        evidence));
    }
}

package org.tocsin.node.flow;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.HeldRetraction;
import org.tocsin.exchange.Observation;
import org.tocsin.exchange.Place;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.federation.Federation;
import org.tocsin.federation.Peer;
import org.tocsin.federation.VerifiedBatch;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.incident.Incidents;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;

/**
 * An attack seen here becomes protection everywhere, and what is seen elsewhere protects here. Everything runs on the thread
 * that brought the news: no queue, no SQL stands between a packet and its block.
 */
public final class Defend {
    /** Below this confidence in a finding it is told, and nobody is cut off, blocked, suspected or accused for it. */
    static final double ENOUGH = 0.6;

    /** The finding or batch that is being worked on, so that a verdict can say what it follows from. */
    private static final ScopedValue<Long> CAUSE = ScopedValue.newInstance();

    private static final int SAID_WITHIN_S = 10;

    private final Exchange exchange;
    private final Federation federation;
    private final Voice voice;
    private final Renew renew;
    private final Fence fence;
    private final Curb curb;
    private final Suspects suspects;
    private final Incidents incidents;
    private final Chronicle chronicle;
    private final Handover handover;
    private final Refusals refusals;
    private final Clock clock;

    public Defend(
            Exchange exchange,
            Federation federation,
            Voice voice,
            Renew renew,
            Fence fence,
            Curb curb,
            Suspects suspects,
            Incidents incidents,
            Chronicle chronicle,
            Clock clock) {
        this.exchange = exchange;
        this.federation = federation;
        this.voice = voice;
        this.renew = renew;
        this.fence = fence;
        this.curb = curb;
        this.suspects = suspects;
        this.incidents = incidents;
        this.chronicle = chronicle;
        this.clock = clock;
        handover = new Handover(this::hear, this::tell, clock);
        refusals = new Refusals(clock);
    }

    /**
     * A detector has found something.
     *
     * @param packetNanos when the deciding packet was read: the moment from which protection is measured
     */
    public void on(Finding finding, long packetNanos) {
        var subject = subject(finding);
        var incident = incidents.take(finding);
        var toldOnly = whyNothingFollows(finding);
        long cause = chronicle.tellAt(
                clock.nanos(),
                Beat.Kind.FINDING,
                subject,
                0,
                Stories.finding(finding)
                        + incident.expected().map(Stories::expected).orElseGet(() -> Stories.toldOnly(toldOnly))
                        + observation(finding)
                                .flatMap(exchange::withheld)
                                .map(Stories::withheld)
                                .orElse(""),
                Stories.detail(finding, packetNanos, toldOnly, incident));
        if (incident.expected().isPresent()) {
            return;
        }
        if (finding.role() instanceof Role.OwnDevice(var device, var address) && isEnough(finding)) {
            var _ = suspects.suspect(device);
            fence.quarantine(device, address, cause);
        }
        if (isBrokenInto(finding)) {
            brokenInto(finding.device(), cause);
        }
        var attack = attack(finding.kind());
        if (finding.role() instanceof Role.Inbound(var source, var proven)
                && (!proven || attack == AttackClass.FLOOD)) {
            curb.on(source, cause);
            exchange.notice(attack).ifPresent(notice -> voice.notice(notice, cause));
            return;
        }
        if (finding.role() instanceof Role.Inbound && !isEnough(finding)) {
            return;
        }
        if (finding.role() instanceof Role.Nameless) {
            exchange.notice(attack).ifPresent(notice -> voice.notice(notice, cause));
            return;
        }
        ScopedValue.where(CAUSE, cause).run(() -> observation(finding)
                .map(exchange::observe)
                .flatMap(Exchange.Noted::statement)
                .ifPresent(said -> {
                    var _ = voice.say(said, cause, said.type().word());
                    if (finding.role() instanceof Role.Inbound(var source, var _)) {
                        renew.began(said, source);
                    }
                }));
    }

    /** A finding that nothing follows from says why, or people wait for it. */
    private static boolean isEnough(Finding finding) {
        return finding.confidence() >= ENOUGH;
    }

    private String whyNothingFollows(Finding finding) {
        if (finding.kind() == Kind.MINIPOT_LOGIN && !isEnough(finding)) {
            return "whoever can have a URL fetched chooses the credentials in it, and many servers fetch URLs for others";
        }
        if (finding.role() instanceof Role.Inbound(var _, var proven) && proven && !isEnough(finding)) {
            return "some honest devices do this too, look at the service that it reached";
        }
        if (finding.kind() == Kind.INDICATOR_HIT) {
            return "an address may have changed hands since somebody spoke against it, look at the device";
        }
        if (finding.role() instanceof Role.OwnDevice && !isEnough(finding)) {
            return "some honest servers do this too, look at the device";
        }
        if (finding.role() instanceof Role.Stranger) {
            return "a stranger acts on a stranger, neither of them in detection.inside; such packets may be forged in"
                    + " anybody's name, so nobody is blocked, cut off or reported for them. If one of the two is yours,"
                    + " add its network to detection.inside";
        }
        return finding.role() instanceof Role.CallHome && !suspects.isSuspect(finding.device())
                ? "nothing else speaks against " + finding.device() + ", and many devices call on a clock"
                : "";
    }

    /** One of ours was seen to let somebody in; an answer that nobody saw must not make a device's own servers suspicious. */
    private static boolean isBrokenInto(Finding finding) {
        return finding.kind() == Kind.FACTORY_CREDENTIALS && finding.evidence().letIn() && isEnough(finding);
    }

    /** It goes on working, and whom it calls on a clock is no longer given the benefit of the doubt. */
    private void brokenInto(String device, long cause) {
        if (suspects.suspect(device)) {
            chronicle.tell(
                    Beat.Kind.SUSPECT,
                    device,
                    cause,
                    device
                            + " let somebody in with factory credentials; whom it calls on a clock within 24 h is taken for their server",
                    Json.object());
        }
    }

    /** A peer's entries, vouched for by one signature. */
    public void on(VerifiedBatch batch) {
        var name = name(batch.reporter());
        long cause = chronicle.tellAt(
                batch.verifiedNanos(),
                Beat.Kind.VERIFIED,
                name,
                0,
                name + "'s log, entries " + batch.from() + " to "
                        + (batch.from() + batch.said().size() - 1) + ", 1 signature",
                Json.object()
                        .put("origin", batch.origin())
                        .put("from", batch.from())
                        .put("entries", batch.said().size()));
        handover.hand(batch, cause);
    }

    private void hear(Fingerprint reporter, String origin, VerifiedBatch.Said said, long cause) {
        var place = new Place(reporter, origin, said.index());
        ScopedValue.where(CAUSE, cause).run(() -> said.body()
                .map(body -> exchange.hear(place, said.type(), said.relayed(), body.shared()))
                .ifPresent(heard -> tell(heard, said.index(), reporter, cause)));
    }

    /** Tries again what could not be acted on; call it every second. */
    public void again() {
        handover.again();
    }

    /** What must be done before a cursor may pass what was followed: it was acted on, and what that changed is durable. */
    public void beforeCursor() {
        handover.requireNothingWaits();
        exchange.flush();
    }

    private String name(Fingerprint reporter) {
        return federation.peer(reporter).map(Peer::domain).orElse("a former peer");
    }

    private void tell(Handover.Failed failed) {
        var name = name(failed.reporter());
        chronicle.tell(
                Beat.Kind.TROUBLE,
                name,
                failed.cause(),
                "entry " + failed.said().index() + " of " + name
                        + (failed.isGivenUp()
                                ? " could not be acted on and is given up; the log of this process has why"
                                : " could not be acted on and is tried again"),
                Json.object()
                        .put("origin", failed.origin())
                        .put("index", failed.said().index()));
    }

    private void tell(Exchange.Heard heard, long index, Fingerprint reporter, long cause) {
        var name = name(reporter);
        switch (heard) {
            case Exchange.Heard.Taken _, Exchange.Heard.Repeated _ -> {}
            case Exchange.Heard.Retracted(var subject, var attack) ->
                chronicle.tell(
                        Beat.Kind.VERIFIED,
                        subject.toString(),
                        cause,
                        name + " took its report back: " + attack.word(),
                        Stories.retraction(name));
            case Exchange.Heard.Noticed(var attack) ->
                chronicle.tell(
                        Beat.Kind.VERIFIED,
                        name,
                        cause,
                        name + " sees attacks of the class " + attack.word() + " from sources that may be forged",
                        Json.object().put("class", attack.word()));
            case Exchange.Heard.Refused(var why) ->
                refusals.another(reporter)
                        .ifPresent(untold -> chronicle.tell(
                                Beat.Kind.TROUBLE,
                                name,
                                cause,
                                "entry " + index + " of " + name + " was not understood: " + why.getMessage()
                                        + (untold == 0 ? "" : "; " + untold + " more since the last line"),
                                Json.object().put("code", why.code())));
        }
    }

    /** The trust engine changed its mind. Two threads may bring news about one subject: what holds now is what is carried out. */
    public synchronized void on(Verdict changed) {
        var verdict = exchange.judged(changed.subject());
        long cause = chronicle.tell(
                Beat.Kind.VERDICT,
                verdict.subject().toString(),
                CAUSE.orElse(0L),
                verdict.reasons().getFirst(),
                Stories.detail(verdict));
        fence.apply(verdict, cause);
    }

    /**
     * After a restart: carries out what holds, and tells it only where the timeline says otherwise.
     *
     * @param events lines of before the restart
     */
    public void restore(Collection<Verdict> verdicts, EventLog events) {
        var told = new Told(events, verdicts);
        for (var verdict : verdicts) {
            if (told.says(verdict)) {
                fence.restore(verdict);
            } else {
                on(verdict);
            }
        }
    }

    /**
     * Takes an own report back, here and everywhere. Nothing changes here before it is said: else peers would go on blocking
     * while this node has forgotten that it asked them to.
     */
    public Statement retract(String id) {
        return voice.wholly(() -> takenBack(id));
    }

    /** A person lets a peer's retraction through that came among too many. */
    public void releaseRetraction(HeldRetraction held, String who) {
        var peer = federation.peer(held.reporter()).map(Peer::domain).orElse("a former peer");
        var _ = exchange.releaseRetraction(held.reporter(), held.id());
        chronicle.tell(
                Beat.Kind.VERIFIED,
                held.subject().toString(),
                0,
                peer + " took its report back; " + who + " let that through",
                Stories.retraction(peer));
    }

    private Statement takenBack(String id) {
        var statement = exchange.retraction(id);
        try {
            voice.say(statement, 0, statement.type().word()).get(SAID_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new Rejection("intel.not-said", "the retraction could not be published: " + refused.getCause());
        } catch (TimeoutException later) {
            chronicle.tell(
                    Beat.Kind.TROUBLE,
                    statement.subject().toString(),
                    0,
                    "the retraction is stored and waits to be signed",
                    Json.object().put("id", id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("intel.not-said", "this node is stopping");
        }
        var _ = exchange.retracted(id);
        return statement;
    }

    /** A device that calls home on a clock may be a well-behaved one; it takes another finding about it to accuse its server. */
    private Optional<Observation> observation(Finding finding) {
        return switch (finding.role()) {
            case Role.Inbound(var source, var proven) ->
                Optional.of(new Observation.Inbound(source, attack(finding.kind()), proven));
            case Role.CallHome(var peer) ->
                suspects.isSuspect(finding.device())
                        ? Optional.of(new Observation.CallHome(
                                Subject.host(peer), AttackClass.COMMAND_AND_CONTROL, finding.handshake()))
                        : Optional.empty();
            case Role.OwnDevice _, Role.Stranger _, Role.Nameless _ -> Optional.empty();
        };
    }

    private static AttackClass attack(Kind kind) {
        return switch (kind) {
            case HORIZONTAL_SCAN, VERTICAL_SCAN, ARP_SCAN, ICMP_SWEEP -> AttackClass.SCAN;
            case BRUTE_FORCE, MINIPOT_LOGIN -> AttackClass.BRUTE_FORCE;
            case FACTORY_CREDENTIALS, IDENTITY_CLONE -> AttackClass.FACTORY_CREDENTIALS;
            case FLOOD, MQTT_FLOOD, MQTT_HELD, MQTT_BROKEN, AMPLIFICATION -> AttackClass.FLOOD;
            // It acts within one network: of one that has no name its class alone is told.
            case ARP_SPOOF, DHCP_SPOOF -> AttackClass.SCAN;
            case BEACON, EXFILTRATION, DNS_TUNNEL, GENERATED_NAMES, INDICATOR_HIT -> AttackClass.COMMAND_AND_CONTROL;
        };
    }

    private static String subject(Finding finding) {
        return switch (finding.role()) {
            case Role.Inbound(var source, var _) -> Subject.host(source).toString();
            case Role.CallHome(var peer) -> Subject.host(peer).toString();
            case Role.OwnDevice(var device, var _) -> device;
            case Role.Nameless(var target) -> Subject.host(target).toString();
            case Role.Stranger(var address) -> Subject.host(address).toString();
        };
    }
}

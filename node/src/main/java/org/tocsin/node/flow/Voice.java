package org.tocsin.node.flow;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Notice;
import org.tocsin.exchange.Statement;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.ledger.log.Appended;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;

/** Says statements to the circle, and tells the timeline what became of each. */
public final class Voice {
    private static final int MEDIA_CBOR = 0;
    private static final int MEDIA_STIX = 1;

    private final Exchange exchange;
    private final Federation federation;
    private final Chronicle chronicle;
    private final Clock clock;
    private final Said through;

    public Voice(Exchange exchange, Federation federation, Chronicle chronicle, Clock clock) {
        this.exchange = exchange;
        this.federation = federation;
        this.chronicle = chronicle;
        this.clock = clock;
        var log = federation.circleLogs().getLast().toString();
        this.through = new Said(next -> exchange.said(log, next));
    }

    /**
     * Says it; returns at once and never throws. What can't be said is told, and an own report is taken out of mind again, so that
     * the next observation says it.
     *
     * @param cause number of the line that it follows from
     * @param words what it is, for the timeline
     */
    public CompletableFuture<Appended> say(Statement said, long cause, String words) {
        long began = clock.nanos();
        through.begin();
        return published(said).whenComplete((appended, failed) -> {
            through.end(failed == null ? appended.index() + 1 : 0);
            if (failed != null) {
                unsaid(said, cause, failed);
                return;
            }
            chronicle.tell(
                    Beat.Kind.STATEMENT,
                    said.subject().toString(),
                    cause,
                    "#" + appended.index() + " " + words + ", durable, signed",
                    Json.object()
                            .put("id", said.id())
                            .put("type", said.type().word())
                            .put("index", appended.index())
                            .put("beganNanos", began));
        });
    }

    /** Tells the circle of a class of attack that comes in here; returns at once and never throws. */
    void notice(Notice notice, long cause) {
        var what = notice.attack().word();
        through.begin();
        var _ = published(Statement.Type.SIGHTING, MEDIA_STIX, notice.body()).whenComplete((appended, failed) -> {
            through.end(failed == null ? appended.index() + 1 : 0);
            var detail = Json.object().put("id", notice.id());
            if (failed != null) {
                var why = "that it happens here could not be published: " + failed.getMessage();
                chronicle.tell(Beat.Kind.TROUBLE, what, cause, why, detail);
                return;
            }
            var words = "#" + appended.index() + " it happens here, from sources that may be forged; none is named";
            chronicle.tell(Beat.Kind.STATEMENT, what, cause, words, detail.put("index", appended.index()));
        });
    }

    /** Does what a statement brings about here, as one with saying it: a crash between the two finds it in the log. */
    <T> T wholly(Supplier<T> work) {
        through.begin();
        try {
            return work.get();
        } finally {
            through.end(0);
        }
    }

    private CompletableFuture<Appended> published(Statement said) {
        return published(said.type(), said.type() == Statement.Type.RENEWAL ? MEDIA_CBOR : MEDIA_STIX, said.body());
    }

    /** A ledger that takes nothing says so at once; to whoever found something that is a failure like any other. */
    private CompletableFuture<Appended> published(Statement.Type type, int media, Bytes body) {
        try {
            exchange.requireShareable(type, body);
            long eraseAfter = clock.minute() + Statement.KEPT.toMinutes();
            return federation.publish(type.number(), type.urgent(), media, body, eraseAfter);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void unsaid(Statement said, long cause, Throwable why) {
        chronicle.tell(
                Beat.Kind.TROUBLE,
                said.subject().toString(),
                cause,
                "the " + said.type().word() + " could not be published: " + why.getMessage(),
                Json.object().put("id", said.id()));
        if (said.type() == Statement.Type.INDICATOR || said.type() == Statement.Type.SIGHTING) {
            exchange.unsaid(said);
        }
    }
}

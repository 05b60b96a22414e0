package org.tocsin.node.flow;

import org.tocsin.exchange.Statement;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;

/** Says statements to the circle, and tells the timeline what became of each. */
public final class Voice {
    private static final int MEDIA_CBOR = 0;
    private static final int MEDIA_STIX = 1;
    private final Federation federation;
    private final Chronicle chronicle;
    private final Clock clock;

    public Voice(Federation federation, Chronicle chronicle, Clock clock) {
        this.federation = federation;
        this.chronicle = chronicle;
        this.clock = clock;
    }

    /**
     * Says it; returns at once.
     *
     * @param cause number of the line that it follows from
     * @param words what it is, for the timeline
     */
    public void say(Statement said, long cause, String words) {
        long began = clock.nanos();
        int media = said.type() == Statement.Type.RENEWAL ? MEDIA_CBOR : MEDIA_STIX;
        var published = federation.publish(said.type().number(), said.type().urgent(), false, media, said.body());
        var subject = said.subject().toString();
        var _ = published.whenComplete((appended, failed) -> {
            if (failed == null) {
                chronicle.tell(
                        Beat.Kind.STATEMENT,
                        subject,
                        cause,
                        "#" + appended.index() + " " + words + ", durable, signed",
                        Json.object()
                                .put("id", said.id())
                                .put("type", said.type().word())
                                .put("index", appended.index())
                                .put("beganNanos", began));
            } else {
                chronicle.tell(
                        Beat.Kind.TROUBLE,
                        subject,
                        cause,
                        "the " + said.type().word() + " could not be published: " + failed.getMessage(),
                        Json.object().put("id", said.id()));
            }
        });
    }
}

package org.tocsin.node.http;

import java.util.ArrayList;
import org.tocsin.exchange.Subject;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Reports that were taken back: nothing of them is left but their line in the timeline, and who asks why must be told. */
public final class Retractions {
    private static final int MOST = 10;

    private final Chronicle chronicle;

    public Retractions(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /** The field {@code retractions} of an answer about a subject: each with {@code time} and {@code by}, newest first; or none. */
    public ObjectNode besides(Subject subject) {
        var told = new ArrayList<Beat>();
        for (var beat : chronicle.about(subject.toString())) {
            if (beat.detail().path("type").asString("").equals("retraction")) {
                told.addFirst(beat);
            }
        }
        var answer = Json.object();
        if (!told.isEmpty()) {
            answer.set("retractions", Json.array(told.stream().limit(MOST).toList(), Retractions::json));
        }
        return answer;
    }

    private static ObjectNode json(Beat beat) {
        return Json.object()
                .put("time", beat.at().toString())
                .put("by", beat.detail().path("reporter").asString("this node"));
    }
}

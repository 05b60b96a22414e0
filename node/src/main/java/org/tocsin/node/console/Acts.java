package org.tocsin.node.console;

import java.time.Duration;
import java.util.List;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.flow.Judge;
import org.tocsin.node.http.Forms;
import org.tocsin.node.incident.Feedback;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;

/** What a person can do with a button: a form, so that it works without script. Each is told in the timeline with who did it. */
final class Acts {
    private static final Limit DEVICE = new Limit("act.device", 200);

    private final House house;

    Acts(House house) {
        this.house = house;
    }

    List<Route> routes() {
        return List.of(Route.post("/act/{name}", Permission.OPERATE, this::act));
    }

    private Response act(Request request) {
        var name = request.parameter("name");
        var on =
                switch (name) {
                    case "allow", "disallow" -> judge(request, name);
                    case "accept", "pause" -> peer(request, name);
                    case "retract" -> retract(request);
                    case "release", "quarantine" -> device(request, name);
                    case "confirm", "benign-once", "benign", "open" -> incident(request, name);
                    case "release-retraction" -> releaseRetraction(request);
                    default -> throw new Rejection("http.not-found", "there is no such action");
                };
        var back = Local.encoded(Local.path(Forms.field(request, "back").orElse("/")));
        return Response.redirect(back + "?did=" + name + "&on=" + Words.segment(on));
    }

    private static String field(Request request, String name) {
        return Forms.field(request, name).orElseThrow(() -> new Rejection("act.field", "'" + name + "' is missing"));
    }

    private String judge(Request request, String name) {
        var text = field(request, "subject");
        var subject = Subject.parse(text);
        if (name.equals("allow")) {
            var until = house.clock().now().plus(StoryRoom.ALLOWANCE);
            house.exchange().allow(subject, request.caller().name(), until);
        } else {
            house.exchange().disallow(subject);
        }
        return text;
    }

    private String peer(Request request, String name) {
        var id = field(request, "peer");
        var fingerprint = Fingerprint.hex(id);
        var peer =
                house.federation().peer(fingerprint).orElseThrow(() -> new Rejection("peer.unknown", "no such peer"));
        if (name.equals("accept")) {
            house.federation().accept(fingerprint);
            tell(Beat.Kind.PEER, peer.domain(), "accepted", request);
        } else {
            house.federation().pause(fingerprint);
            tell(Beat.Kind.PEER, peer.domain(), "paused", request);
        }
        return id;
    }

    private String retract(Request request) {
        var statement = house.defend().retract(field(request, "id"));
        var subject = statement.subject();
        tell(Beat.Kind.VERDICT, subject.toString(), "our report is taken back", request);
        return Words.name(subject);
    }

    /** Lets an own device back in, or takes that back. */
    private String device(Request request, String name) {
        var text = field(request, "device");
        DEVICE.check(text.length());
        int space = text.lastIndexOf(' ');
        if (space < 1) {
            throw new Rejection("act.device", "a device and its address belong here");
        }
        var device = text.substring(0, space);
        var address = Address.parse(text.substring(space + 1));
        if (name.equals("release")) {
            house.fence().release(device, address, request.caller().name());
        } else {
            house.fence().quarantine(device, address, 0);
        }
        house.fence().keep();
        return text;
    }

    /** Says what an incident was; a span and a scope belong to benign alone, whatever else is filled in. */
    private String incident(Request request, String name) {
        var id = field(request, "incident");
        var note = Forms.field(request, "note").orElse("");
        var word = Feedback.Word.of(name);
        var asked = word == Feedback.Word.BENIGN
                ? new Judge.Asked(
                        word,
                        Duration.ofDays(number(request, "days")),
                        Forms.field(request, "kind").orElse(""),
                        Forms.field(request, "peer").orElse("").strip(),
                        number(request, "port"),
                        note)
                : new Judge.Asked(word, Duration.ZERO, "", "", 0, note);
        var _ = house.cases().judge().on(id, asked, request.caller().name());
        return id;
    }

    private static int number(Request request, String name) {
        var text = Forms.field(request, name).orElse("").strip();
        if (!text.matches("[0-9]{0,5}")) {
            throw new Rejection("act.number", "'" + name + "' must be a whole number");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private String releaseRetraction(Request request) {
        var id = field(request, "id");
        var held = house.exchange().heldRetractions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejection("intel.unknown", "no retraction with that id is held"));
        house.defend().releaseRetraction(held, request.caller().name());
        return Words.name(held.subject());
    }

    private void tell(Beat.Kind kind, String subject, String what, Request request) {
        var who = request.caller().name();
        house.chronicle()
                .tell(kind, subject, 0, what + " by " + who, Json.object().put("who", who));
    }
}

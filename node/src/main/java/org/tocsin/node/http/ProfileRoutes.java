package org.tocsin.node.http;

import java.util.List;
import java.util.Map;
import org.tocsin.detection.Declaration;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.MudDocument;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.watch.ProfileFile;
import org.tocsin.node.watch.Watch;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Profiles out and in as MUD documents (RFC 8520), and the way back. What a person changes stands in the timeline. */
public final class ProfileRoutes {
    private final Watch watch;
    private final ProfileFile learnt;
    private final DetectionSettings settings;
    private final OwnDescriptor own;
    private final Chronicle chronicle;
    private final Clock clock;

    public ProfileRoutes(
            Watch watch,
            ProfileFile learnt,
            DetectionSettings settings,
            OwnDescriptor own,
            Chronicle chronicle,
            Clock clock) {
        this.watch = watch;
        this.learnt = learnt;
        this.settings = settings;
        this.own = own;
        this.chronicle = chronicle;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/devices/{id}/mud", Permission.READ, this::document),
                Route.post("/api/v1/devices/{id}/mud", Permission.OPERATE, this::declare),
                Route.post("/api/v1/devices/{id}/learn", Permission.OPERATE, this::learn));
    }

    private Response document(Request request) {
        var device = device(request);
        var name = device.id().replace(':', '-') + ".json";
        var url = "https://" + own.domain() + "/mud/" + name;
        return new Response.Whole(
                200,
                "application/mud+json",
                Bytes.owning(MudDocument.file(device, url, clock.now())),
                Map.of("content-disposition", "attachment; filename=\"" + name + "\"", "cache-control", "no-store"));
    }

    private Response declare(Request request) {
        var device = device(request);
        var declared = MudDocument.read(request.body().shared(), settings);
        watch.declare(device.id(), declared.services());
        learnt.keep();
        var who = request.caller().name();
        int left = declared.keptOut().size() + declared.others();
        tell(
                device,
                "declared by " + who + " with a MUD document: "
                        + declared.services().size() + " services"
                        + (left == 0 ? "" : "; " + left + " of its rules are not taken"),
                json(device, declared).put("who", who));
        return Response.json(json(device, declared));
    }

    private static ObjectNode json(Device device, Declaration declared) {
        var json = Json.object()
                .put("id", device.id())
                .put("systemInfo", declared.systemInfo())
                .put("others", declared.others());
        json.set("services", Json.array(declared.services(), one -> StringNode.valueOf(one.toString())));
        json.set("keptOut", Json.array(declared.keptOut(), StringNode::valueOf));
        return json;
    }

    private Response learn(Request request) {
        var device = device(request);
        watch.learnAnew(device.id());
        learnt.keep();
        var who = request.caller().name();
        tell(device, "learns anew, by " + who, Json.object().put("who", who));
        return Response.json(Json.object().put("id", device.id()).put("learning", true));
    }

    private void tell(Device device, String text, ObjectNode detail) {
        chronicle.tell(Beat.Kind.FEEDBACK, device.id(), 0, text, detail);
    }

    private Device device(Request request) {
        var asked = request.parameter("id");
        return watch.devices().stream()
                .filter(one ->
                        one.id().equals(asked) || one.address().toString().equals(asked))
                .findFirst()
                .orElseThrow(() -> new Rejection(
                        "device.unknown",
                        "no device of that name or address has been seen; tocsin device ls shows them"));
    }
}

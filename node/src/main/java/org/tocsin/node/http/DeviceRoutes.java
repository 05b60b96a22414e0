package org.tocsin.node.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Device;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.flow.CutOff;
import org.tocsin.node.flow.Fence;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Blocklists;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The inventory: own devices as the tap sees them, and those that are cut off. */
public final class DeviceRoutes {
    private final Supplier<List<Device>> seen;
    private final Blocklists blocklists;
    private final Quarantines quarantines;
    private final Fence fence;
    private final Clock clock;

    public DeviceRoutes(
            Supplier<List<Device>> seen, Blocklists blocklists, Quarantines quarantines, Fence fence, Clock clock) {
        this.seen = seen;
        this.quarantines = quarantines;
        this.blocklists = blocklists;
        this.fence = fence;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/devices", Permission.READ, _ -> list()),
                Route.get("/api/v1/devices/{id}", Permission.READ, this::show),
                Route.get("/api/v1/quarantines", Permission.READ, _ -> Response.json(quarantines.all())),
                Route.post("/api/v1/devices/{id}/release", Permission.OPERATE, this::release));
    }

    private Response list() {
        return Response.json(Json.object().set("devices", Json.array(devices().values(), device -> device)));
    }

    private Response show(Request request) {
        var devices = devices();
        var asked = request.parameter("id");
        var device = devices.containsKey(asked)
                ? devices.get(asked)
                : devices.values().stream()
                        .filter(one -> one.path("address").asString("").equals(asked))
                        .findFirst()
                        .orElseThrow(DeviceRoutes::unknown);
        var id = device.path("id").asString("");
        CutOff.all(blocklists, clock.millis()).stream()
                .filter(one -> one.device().equals(id))
                .findFirst()
                .ifPresent(one -> device.set("quarantine", quarantines.json(one)));
        return Response.json(device);
    }

    private Response release(Request request) {
        var id = request.parameter("id");
        var cutOff = CutOff.all(blocklists, clock.millis()).stream()
                .filter(one ->
                        one.device().equals(id) || one.address().toString().equals(id))
                .toList();
        if (cutOff.isEmpty()) {
            throw new Rejection(
                    "device.not-cut-off", "no device of that name or address is cut off; tocsin device ls shows them");
        }
        cutOff.forEach(one ->
                fence.release(one.device(), one.address(), request.caller().name()));
        fence.keep();
        return Response.json(Json.object().put("id", id).put("released", true));
    }

    private static Rejection unknown() {
        return new Rejection(
                "device.unknown", "no device of that name or address has been seen; tocsin device ls shows them");
    }

    /** Those that are seen, and those that are cut off though nobody sees them now. */
    private Map<String, ObjectNode> devices() {
        var cutOff = new HashMap<String, CutOff>();
        CutOff.all(blocklists, clock.millis()).forEach(one -> cutOff.put(one.device(), one));
        var devices = new LinkedHashMap<String, ObjectNode>();
        for (var device : seen.get()) {
            devices.put(device.id(), json(device, cutOff.remove(device.id())));
        }
        cutOff.forEach(
                (id, one) -> devices.put(id, quarantine(head(id, one.address().toString()), one)));
        return devices;
    }

    private static ObjectNode head(String id, String address) {
        return Json.object().put("id", id).put("address", address);
    }

    private static ObjectNode json(Device device, @Nullable CutOff cutOff) {
        var traits = device.traits();
        var json = head(device.id(), device.address().toString())
                .put("firstSeen", device.firstSeen().toString())
                .put("lastSeen", device.lastSeen().toString())
                .put("packets", device.packets())
                .put("bytes", device.bytes())
                .put("learning", device.learning())
                .put("hostName", traits.hostName())
                .put("vendorClass", traits.vendorClass())
                .put("dhcpWishes", traits.wishes());
        json.set("names", texts(traits.names()));
        json.set("services", texts(traits.services()));
        json.set("software", texts(traits.software()));
        json.set("tls", texts(traits.tls()));
        json.set("calls", texts(traits.calls()));
        json.set("weaknesses", texts(traits.weaknesses()));
        ProfileJson.into(json, device.profile());
        return quarantine(json, cutOff);
    }

    private static ArrayNode texts(List<String> texts) {
        return Json.array(texts, StringNode::valueOf);
    }

    private static ObjectNode quarantine(ObjectNode json, @Nullable CutOff cutOff) {
        return json.put(
                "quarantinedUntil", cutOff == null ? null : cutOff.until().toString());
    }
}

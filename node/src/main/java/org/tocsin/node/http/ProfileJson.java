package org.tocsin.node.http;

import java.util.List;
import java.util.Locale;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Service;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a device uses and serves, and what is new with it, as the API shows it. */
final class ProfileJson {
    private ProfileJson() {}

    /** Adds the fields {@code profile}, {@code uses}, {@code serves} and {@code news}. */
    static void into(ObjectNode device, Profile profile) {
        device.put("profile", profile.state().name().toLowerCase(Locale.ROOT));
        device.set("uses", texts(profile.uses()));
        device.set("serves", texts(profile.serves()));
        device.set("news", Json.array(profile.news(), one -> Json.object()
                .put("service", one.toString())
                .put("since", one.since().toString())
                .put("count", one.count())));
    }

    private static ArrayNode texts(List<Service> services) {
        return Json.array(services, one -> StringNode.valueOf(one.toString()));
    }
}

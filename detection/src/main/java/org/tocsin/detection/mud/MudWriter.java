package org.tocsin.detection.mud;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tocsin.detection.Device;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Service;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a device's profile as a MUD document. Every rule stands in both policies, since a manager that was given one direction drops the
 * answers; and for IPv4 and IPv6, since a profile knows no addresses. Source: RFC 8520 section 2, as its example (section 9).
 */
public final class MudWriter {
    /** RFC 8520 section 3.6. */
    private static final int MOST_SYSTEM_INFO = 60;

    private static final int CACHE_HOURS = 48;

    private MudWriter() {}

    /** As {@link org.tocsin.detection.MudDocument#write}. */
    public static ObjectNode write(Device device, String url, Instant now) {
        var profile = device.profile();
        if (profile.state() == Profile.State.CROWDED) {
            throw new Rejection(
                    "mud.crowded", "it uses more services than a profile holds; a document would block all others");
        }
        var name =
                String.format(Locale.ROOT, "mud-%05d", Math.floorMod(device.id().hashCode(), 100_000));
        var mud = Json.object()
                .put("mud-version", 1)
                .put("mud-url", url)
                .put("last-update", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("cache-validity", CACHE_HOURS)
                .put("is-supported", true)
                .put("systeminfo", systemInfo(device));
        mud.set("from-device-policy", policy(name, "fr"));
        mud.set("to-device-policy", policy(name, "to"));
        var lists = Json.array();
        for (var family : RuleWriter.Family.values()) {
            lists.add(list(name, family, true, profile.services()));
            lists.add(list(name, family, false, profile.services()));
        }
        var document = Json.object();
        document.set(Mud.MUD, mud);
        document.set(Mud.ACLS, Json.object().set("acl", lists));
        return document;
    }

    /** The most telling of what it calls itself. */
    private static String systemInfo(Device device) {
        var traits = device.traits();
        var said = Stream.of(
                        Stream.of(traits.hostName()),
                        traits.names().stream(),
                        traits.software().stream(),
                        Stream.of(traits.vendorClass()))
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("device " + device.id());
        return Printable.of(said.length() > MOST_SYSTEM_INFO ? said.substring(0, MOST_SYSTEM_INFO) : said);
    }

    private static ObjectNode policy(String name, String direction) {
        var names = Json.array();
        for (var family : RuleWriter.Family.values()) {
            names.add(Json.object().put("name", name + "-" + family.brief + direction));
        }
        return Json.object().set("access-lists", Json.object().set("access-list", names));
    }

    private static ObjectNode list(String name, RuleWriter.Family family, boolean fromDevice, List<Service> services) {
        var rules = Json.array();
        services.forEach(one -> add(rules, new RuleWriter(one, family, fromDevice)));
        var list = Json.object()
                .put("name", name + "-" + family.brief + (fromDevice ? "fr" : "to"))
                .put("type", family.type);
        list.set("aces", Json.object().set("ace", rules));
        return list;
    }

    private static void add(ArrayNode rules, RuleWriter service) {
        for (var matches : service.matches()) {
            var rule = Json.object().put("name", "r" + rules.size() + (service.fromDevice() ? "-frdev" : "-todev"));
            rule.set("matches", matches);
            rule.set("actions", Json.object().put("forwarding", "accept"));
            rules.add(rule);
        }
    }
}

package org.tocsin.detection.mud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.detection.Declaration;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Service;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Reads a MUD document into the services that it declares. What a profile can't say is kept out and named, and so is what drops: whatever is
 * not declared is news anyway. No URL in it is followed, and no signature is looked for: who imports it vouches for it.
 */
public final class MudReader {
    /** As drafts of RFC 8519 called it; most documents that are about still do. */
    private static final String DRAFT_ACLS = "ietf-access-control-list:access-lists";

    private static final int MOST_TEXT = 60;

    private final RuleReader rules;
    private final Set<Service> services = new LinkedHashSet<>();
    private final List<String> keptOut = new ArrayList<>();
    private int others;
    private int count;

    private MudReader(DetectionSettings settings) {
        this.rules = new RuleReader(settings);
    }

    /** As {@link org.tocsin.detection.MudDocument#read}. */
    public static Declaration read(byte[] document, DetectionSettings settings) {
        Mud.SIZE.check(document.length);
        return new MudReader(settings).read(parse(document));
    }

    private static JsonNode parse(byte[] document) {
        try {
            return Json.parse(document);
        } catch (Rejection noJson) {
            throw new Rejection("mud.syntax", "it is no JSON: " + noJson.detail());
        }
    }

    private Declaration read(JsonNode root) {
        var mud = root.path(Mud.MUD);
        if (!mud.isObject()) {
            throw new Rejection("mud.container", "it has no '" + Mud.MUD + "': not a MUD document");
        }
        if (mud.path("mud-version").asInt(0) != 1) {
            throw new Rejection("mud.version", "its mud-version is not 1");
        }
        var lists = lists(root);
        policy(mud.path("from-device-policy"), lists, true);
        policy(mud.path("to-device-policy"), lists, false);
        return new Declaration(text(mud.path("systeminfo")), List.copyOf(services), keptOut, others);
    }

    private static Map<String, JsonNode> lists(JsonNode root) {
        var all = (root.has(Mud.ACLS) ? root.path(Mud.ACLS) : root.path(DRAFT_ACLS)).path("acl");
        if (!all.isArray()) {
            throw new Rejection("mud.container", "it has no '" + Mud.ACLS + "' with its 'acl'");
        }
        Mud.LISTS.check(all.size());
        var lists = new HashMap<String, JsonNode>();
        all.forEach(
                one -> lists.put(one.path("name").asString(""), one.path("aces").path("ace")));
        return lists;
    }

    private void policy(JsonNode policy, Map<String, JsonNode> lists, boolean fromDevice) {
        var names = policy.path("access-lists").path("access-list");
        if (!names.isArray()) {
            throw new Rejection("mud.container", "one of its two policies has no access-list");
        }
        Mud.LISTS.check(names.size());
        for (var one : names) {
            var name = one.path("name").asString("");
            var list = lists.get(name);
            if (list == null) {
                throw new Rejection("mud.list", "a policy names '" + Printable.of(cut(name)) + "', which is not there");
            }
            for (var rule : list) {
                Mud.RULES.check(++count);
                take(rule, fromDevice);
            }
        }
    }

    private void take(JsonNode rule, boolean fromDevice) {
        try {
            services.add(rules.service(rule, fromDevice));
        } catch (Rejection why) {
            if (keptOut.size() < Declaration.MOST_KEPT_OUT) {
                keptOut.add(text(rule.path("name")) + ": " + Printable.of(why.detail()));
            } else {
                others++;
            }
        }
    }

    private static String text(JsonNode value) {
        return Printable.of(cut(value.asString("")));
    }

    private static String cut(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }
}

package org.tocsin.node.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tocsin.node.Listens;
import org.tocsin.node.console.SettingsPage.Fact;
import org.tocsin.node.console.SettingsPage.Group;
import org.tocsin.platform.http.Request;

/** What this node is, where it listens, who is logged in. */
final class SettingsRoom {
    private final House house;
    private final Chrome chrome;

    SettingsRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    SettingsPage page(Request request) {
        return new SettingsPage(
                chrome.frame(request, "Settings", "settings"),
                List.of(organisation(), doors(), access(request), files()));
    }

    private Group organisation() {
        var own = house.federation().own();
        return new Group(
                "Organisation",
                List.of(
                        new Fact("Name", own.domain(), "a claim; peers know us by the fingerprint", false),
                        new Fact("Fingerprint", own.fingerprint().toString(), "of the root; others compare it", true),
                        new Fact(
                                "Descriptor",
                                "number " + own.number(),
                                "valid until " + chrome.moment(own.notAfter()).text() + "; renewed by itself",
                                false)));
    }

    private Group doors() {
        var facts = house.facts();
        return new Group(
                "Where it listens",
                List.of(
                        new Fact("Console, API, feeds", at("api.listen"), "HTTPS", false),
                        new Fact(
                                "Console's certificate",
                                facts.certificate(),
                                "SHA-256; compare it with what your browser shows",
                                true),
                        new Fact("Peers", at("federation.listen"), "mutual TLS, post-quantum hybrid", false),
                        new Fact("MQTT relay", at("edge.mqtt.port"), "runs once edge.mqtt.clientCa is set", false),
                        new Fact("Minipots", at(Listens.MINIPOT), "log-ins that always fail: edge.minipot", false),
                        new Fact(
                                "Kernel",
                                facts.kernel().get(),
                                "block sets of nf_tables: edge.kernel.enforce",
                                false)));
    }

    /** The doors of a key, or of all keys that begin so, each with its address. */
    private String at(String key) {
        var found = house.facts().doors().stream()
                .filter(door -> door.key().startsWith(key))
                .map(door ->
                        key.equals(Listens.MINIPOT) ? door.key().substring(key.length()) + " " + door : door.toString())
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "off" : found;
    }

    private Group access(Request request) {
        var caller = request.caller();
        return new Group(
                "Access",
                List.of(
                        new Fact(
                                "You",
                                caller.name() + ", role " + caller.role().name().toLowerCase(Locale.ROOT),
                                "sessions last 12 h and end when the node restarts",
                                false),
                        new Fact(
                                "A token for a colleague",
                                "tocsin token create NAME --role operator",
                                "reader, operator or admin; shown once",
                                true),
                        new Fact(
                                "A key for a firewall",
                                "tocsin token create NAME --role feed",
                                "opens /feed/blocklist.txt and /feed/blocklist.json, nothing else",
                                true)));
    }

    private Group files() {
        return new Group(
                "This node",
                List.of(
                        new Fact("Version", house.facts().version(), "", false),
                        new Fact("Home", house.facts().home().toString(), "one folder to back up", true),
                        new Fact(
                                "Check the settings",
                                "tocsin config check",
                                "every key is in docs/settings.md",
                                true)));
    }
}

package org.tocsin.detection.mud;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Service;
import org.tocsin.detection.Service.Party;
import org.tocsin.detection.Service.Protocol;
import org.tocsin.detection.Service.Side;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import tools.jackson.databind.JsonNode;

/** One rule of a document as a service. What it says beyond that keeps it out ({@code mud.match}): half a rule would declare more than it. */
final class RuleReader {
    private static final Set<String> MATCHES = Set.of(Mud.MUD, "ipv4", "ipv6", "tcp", "udp", "eth");
    /** Hosts of the own networks, by whom they belong to: a profile does not tell them apart. */
    private static final Set<String> ABSTRACTIONS =
            Set.of(Mud.LOCAL_NETWORKS, Mud.CONTROLLER, "my-controller", "manufacturer", "same-manufacturer", "model");

    private static final int MOST_WORD = 40;

    private final DetectionSettings settings;

    RuleReader(DetectionSettings settings) {
        this.settings = settings;
    }

    Service service(JsonNode rule, boolean fromDevice) {
        if (!rule.path("actions").path("forwarding").asString("").equals("accept")) {
            throw keptOut("its action is not accept");
        }
        var matches = rule.path("matches");
        only(matches, MATCHES);
        var ip = matches.has("ipv6") ? matches.path("ipv6") : matches.path("ipv4");
        // Which frames carry a packet of IP adds nothing to its addresses.
        boolean frames = matches.has("eth") && !matches.has("ipv4") && !matches.has("ipv6");
        if (frames || matches.isEmpty() || (matches.has("ipv4") && matches.has("ipv6"))) {
            throw keptOut(frames ? "it is about Ethernet frames" : "it matches everything, or two families at once");
        }
        var protocol = protocol(matches, ip);
        var transport = matches.path(protocol == Protocol.TCP ? "tcp" : "udp");
        only(transport, Set.of(Mud.SOURCE_PORT, Mud.TARGET_PORT, Mud.INITIATED));
        var own = ports(transport, fromDevice ? Mud.SOURCE_PORT : Mud.TARGET_PORT);
        var other = ports(transport, fromDevice ? Mud.TARGET_PORT : Mud.SOURCE_PORT);
        boolean serves = serves(transport, own, other, fromDevice);
        var port = serves ? own : other;
        if (port == null && (own != null || other != null)) {
            throw keptOut("the port of the serving side is missing");
        }
        var host = host(ip, fromDevice);
        return new Service(
                serves ? Side.SERVES : Side.USES,
                protocol,
                port == null ? 0 : port[0],
                port == null ? Service.HIGHEST_PORT : port[1],
                party(matches.path(Mud.MUD), ip, host, fromDevice),
                host);
    }

    private static Protocol protocol(JsonNode matches, JsonNode ip) {
        boolean tcp = matches.has("tcp");
        boolean udp = matches.has("udp");
        int number = ip.has("protocol") ? ip.path("protocol").asInt(-1) : tcp ? Mud.TCP : udp ? Mud.UDP : 0;
        if ((tcp && number != Mud.TCP) || (udp && number != Mud.UDP)) {
            throw keptOut("its protocol and its ports contradict each other");
        }
        return switch (number) {
            case 0 -> Protocol.ANY;
            case Mud.TCP -> Protocol.TCP;
            case Mud.UDP -> Protocol.UDP;
            default -> throw keptOut("protocol " + number + " is not watched");
        };
    }

    /** Who begins: as it says; else whose port it names, the other side's first, since answers name that too. */
    private static boolean serves(
            JsonNode transport, int @Nullable [] own, int @Nullable [] other, boolean fromDevice) {
        return switch (transport.path(Mud.INITIATED).asString("")) {
            case Mud.TO_DEVICE -> true;
            case Mud.FROM_DEVICE -> false;
            case "" -> other == null && (own != null || !fromDevice);
            default -> throw keptOut("its direction is neither of the two");
        };
    }

    private static int @Nullable [] ports(JsonNode transport, String side) {
        var port = transport.path(side);
        if (port.isMissingNode()) {
            return null;
        }
        only(port, Set.of("operator", "port", "lower-port", "upper-port"));
        if (port.has("lower-port")) {
            return new int[] {number(port, "lower-port"), number(port, "upper-port")};
        }
        int one = number(port, "port");
        return switch (port.path("operator").asString("eq")) {
            case "eq" -> new int[] {one, one};
            case "gte" -> new int[] {one, Service.HIGHEST_PORT};
            case "lte" -> new int[] {0, one};
            default -> throw keptOut("its ports are neither one nor a range");
        };
    }

    private static int number(JsonNode port, String field) {
        var value = port.path(field);
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > Service.HIGHEST_PORT) {
            throw keptOut("'" + field + "' is no port");
        }
        return value.intValue();
    }

    private static String host(JsonNode ip, boolean fromDevice) {
        if (ip.has(fromDevice ? Mud.SOURCE_NAME : Mud.TARGET_NAME)) {
            throw keptOut("it names the device's own side");
        }
        var name = ip.path(fromDevice ? Mud.TARGET_NAME : Mud.SOURCE_NAME);
        if (name.isMissingNode()) {
            return "";
        }
        var host = name.asString("").toLowerCase(Locale.ROOT);
        if (!Service.isHost(host)) {
            throw keptOut("its name is no host of at most " + Service.LONGEST_HOST + " characters");
        }
        return host;
    }

    private Party party(JsonNode mud, JsonNode ip, String host, boolean fromDevice) {
        only(mud, ABSTRACTIONS);
        var family = ip.has("destination-ipv6-network") || ip.has("source-ipv6-network") ? "ipv6" : "ipv4";
        var other = (fromDevice ? "destination-" : "source-") + family + "-network";
        only(ip, Set.of("protocol", Mud.SOURCE_NAME, Mud.TARGET_NAME, other));
        if (!host.isEmpty()) {
            if (mud.isEmpty() && !ip.has(other)) {
                return Party.NAMED;
            }
            throw keptOut("it names its other side in two ways");
        }
        if (!ip.has(other)) {
            return mud.isEmpty() ? Party.ANYBODY : Party.LOCAL;
        }
        var network = Prefix.parse(ip.path(other).asString(""));
        if (network.length() == 0) {
            return Party.ANYBODY;
        }
        if (isGroup(network.address())) {
            return Party.GROUP;
        }
        return settings.isInside(network.address()) ? Party.LOCAL : Party.OUTSIDE;
    }

    /** Multicast, and everybody on the wire. */
    private static boolean isGroup(Address address) {
        int first = address.toArray()[0] & 0xff;
        return address.isV4() ? first >= 224 : first == 0xff;
    }

    /** A condition that is not understood would be lost, and the rule wider than it was. */
    private static void only(JsonNode object, Set<String> known) {
        for (var field : object.propertyNames()) {
            if (!known.contains(field)) {
                var word = field.length() > MOST_WORD ? field.substring(0, MOST_WORD) : field;
                throw keptOut("'" + word + "' can't stand in a profile");
            }
        }
    }

    private static Rejection keptOut(String why) {
        return new Rejection("mud.match", why);
    }
}

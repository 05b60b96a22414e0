package org.tocsin.detection.mud;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.detection.Service;
import org.tocsin.detection.Service.Party;
import org.tocsin.detection.Service.Protocol;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** One service as the matches of its rules, in one direction and one family of addresses. */
record RuleWriter(Service service, Family family, boolean fromDevice) {
    private static final int DNS = 53;
    private static final int NTP = 123;

    /** RFC 8519: a list is of one family. */
    enum Family {
        V4("v4", "ipv4"),
        V6("v6", "ipv6");

        final String brief;
        final String type;
        final String container;

        Family(String brief, String container) {
            this.brief = brief;
            this.container = container;
            this.type = container + "-acl-type";
        }

        /** Multicast, and everybody on the wire. */
        List<String> groups() {
            return switch (this) {
                case V4 -> List.of("224.0.0.0/4", "255.255.255.255/32");
                case V6 -> List.of("ff00::/8");
            };
        }
    }

    /** Nobody answers from a group, so such a service has no rule towards the device. */
    List<ObjectNode> matches() {
        if (service.party() != Party.GROUP) {
            return List.of(matches(""));
        }
        List<ObjectNode> all = new ArrayList<>();
        if (fromDevice) {
            family.groups().forEach(group -> all.add(matches(group)));
        }
        return all;
    }

    private ObjectNode matches(String group) {
        var matches = Json.object();
        if (service.party() == Party.LOCAL) {
            matches.set(Mud.MUD, local());
        }
        var ip = Json.object();
        if (service.protocol() != Protocol.ANY) {
            ip.put("protocol", service.protocol() == Protocol.TCP ? Mud.TCP : Mud.UDP);
        }
        if (service.party() == Party.NAMED) {
            ip.put(fromDevice ? Mud.TARGET_NAME : Mud.SOURCE_NAME, service.host());
        }
        if (!group.isEmpty()) {
            ip.put("destination-" + family.container + "-network", group);
        }
        if (!ip.isEmpty()) {
            matches.set(family.container, ip);
        }
        if (service.protocol() != Protocol.ANY) {
            var transport = transport();
            if (!transport.isEmpty()) {
                matches.set(service.protocol() == Protocol.TCP ? "tcp" : "udp", transport);
            }
        }
        return matches;
    }

    /** The network's own resolver and clock have names of their own (RFC 8520 section 8.1). */
    private ObjectNode local() {
        boolean one = service.from() == service.to() && !service.serves();
        if (one && service.from() == DNS) {
            return Json.object().put(Mud.CONTROLLER, "urn:ietf:params:mud:dns");
        }
        if (one && service.from() == NTP && service.protocol() == Protocol.UDP) {
            return Json.object().put(Mud.CONTROLLER, "urn:ietf:params:mud:ntp");
        }
        return Json.object().set(Mud.LOCAL_NETWORKS, Json.array().addNull());
    }

    private ObjectNode transport() {
        var transport = Json.object();
        if (service.protocol() == Protocol.TCP) {
            transport.put(Mud.INITIATED, service.serves() ? Mud.TO_DEVICE : Mud.FROM_DEVICE);
        }
        if (service.from() > 0 || service.to() < Service.HIGHEST_PORT) {
            transport.set(service.serves() == fromDevice ? Mud.SOURCE_PORT : Mud.TARGET_PORT, port());
        }
        return transport;
    }

    private ObjectNode port() {
        return service.from() == service.to()
                ? Json.object().put("operator", "eq").put("port", service.from())
                : Json.object().put("lower-port", service.from()).put("upper-port", service.to());
    }
}

package org.tocsin.node.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.detection.Device;
import org.tocsin.kernel.Address;
import org.tocsin.node.flow.CutOff;
import org.tocsin.platform.http.Request;

/** Own devices as the tap sees them: those that are cut off first, then who was seen last. */
final class DevicesRoom {
    private static final int MOST_SHOWN = 500;

    private final House house;
    private final Chrome chrome;

    DevicesRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    DevicesPage page(Request request) {
        var cutOff = new LinkedHashMap<String, CutOff>();
        CutOff.all(house.blocklists(), house.clock().millis()).forEach(one -> cutOff.put(one.device(), one));
        var seen = house.facts().devices().get().stream()
                .sorted(Comparator.comparing((Device device) -> !cutOff.containsKey(device.id()))
                        .thenComparing(Comparator.comparing(Device::lastSeen).reversed()))
                .toList();
        var ids = seen.stream().map(Device::id).collect(Collectors.toSet());
        var rows = new ArrayList<DevicesPage.Row>();
        cutOff.values().stream()
                .filter(one -> !ids.contains(one.device()))
                .map(this::unseen)
                .forEach(rows::add);
        seen.stream().map(device -> row(device, cutOff)).forEach(rows::add);
        int left = rows.size() - MOST_SHOWN;
        return new DevicesPage(
                chrome.frame(request, "Devices", "devices"),
                rows.stream().limit(MOST_SHOWN).toList(),
                left > 0 ? Words.number(left) : "");
    }

    private DevicesPage.Row unseen(CutOff one) {
        return new DevicesPage.Row(
                "device-" + one.device(),
                one.device(),
                Words.deviceHref(one.device()),
                other(one.device(), one.address()),
                Badge.CUT_OFF,
                left(one),
                List.of(),
                "not seen since this node started");
    }

    private DevicesPage.Row row(Device device, Map<String, CutOff> cutOff) {
        var cut = cutOff.get(device.id());
        var state = cut != null ? Badge.CUT_OFF : device.learning() ? Badge.gone("learning") : Badge.well("known");
        return new DevicesPage.Row(
                "device-" + device.id(),
                device.id(),
                Words.deviceHref(device.id()),
                other(device.id(), device.address()),
                state,
                cut == null ? "" : left(cut),
                List.of(chrome.moment(device.lastSeen())),
                introduction(device));
    }

    /** Its address, unless it goes by it. */
    private static String other(String id, Address address) {
        var text = address.toString();
        return text.equals(id) ? "" : text;
    }

    private String left(CutOff one) {
        return Words.span(Duration.between(house.clock().now(), one.until())) + " left";
    }

    /** The most telling of what it says of itself. */
    private static String introduction(Device device) {
        var traits = device.traits();
        return Stream.of(
                        Stream.of(traits.hostName()),
                        traits.names().stream().limit(1),
                        traits.software().stream().limit(1),
                        traits.services().stream().limit(1),
                        Stream.of(traits.vendorClass()))
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }
}

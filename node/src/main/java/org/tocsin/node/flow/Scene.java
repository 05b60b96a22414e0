package org.tocsin.node.flow;

import java.util.List;
import java.util.Optional;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who acted on whom. A finding is filed under the device that it is about, be that the one who acts or the one who suffers it;
 * people want to read first who acted.
 *
 * @param role as {@code tocsin watch --json} names it
 * @param actor nobody where the sources may all be forged
 */
record Scene(String role, Optional<Party> actor, List<Party> targets) {
    /** Somebody in it; the id is a hardware address, or the address once more. */
    record Party(String id, String address) {
        static Party of(Address address) {
            return new Party(address.toString(), address.toString());
        }

        ObjectNode json() {
            return Json.object().put("id", id).put("address", address);
        }
    }

    static Scene of(Finding finding) {
        var device = new Party(finding.device(), finding.address().toString());
        var peers = finding.peers().stream().map(Party::of).toList();
        return switch (finding.role()) {
            case Role.Inbound(var source, var _) ->
                new Scene("inbound", Optional.of(Party.of(source)), List.of(device));
            case Role.OwnDevice(var id, var address) -> {
                boolean itself = id.equals(finding.device());
                var actor = new Party(id, address.toString());
                yield new Scene("own-device", Optional.of(actor), itself ? peers : List.of(device));
            }
            case Role.CallHome(var peer) -> new Scene("call-home", Optional.of(device), List.of(Party.of(peer)));
            case Role.Stranger(var address) ->
                new Scene(
                        "stranger",
                        Optional.of(Party.of(address)),
                        address.equals(finding.address()) ? peers : List.of(device));
            // Who spoofs is known by the hardware address that it wrote itself, and by no address that it has.
            case Role.Nameless(var target) ->
                finding.kind() == Kind.ARP_SPOOF
                        ? new Scene(
                                "nameless",
                                finding.device().equals(target.toString())
                                        ? Optional.empty()
                                        : Optional.of(new Party(finding.device(), "")),
                                List.of(Party.of(target)))
                        : new Scene("nameless", Optional.empty(), List.of(device));
        };
    }

    /** Puts it into a finding's fields: {@code role}, {@code actor} where there is one, {@code targets}. */
    void into(ObjectNode detail) {
        detail.put("role", role);
        actor.ifPresent(one -> detail.set("actor", one.json()));
        detail.set("targets", Json.array(targets, Party::json));
    }
}

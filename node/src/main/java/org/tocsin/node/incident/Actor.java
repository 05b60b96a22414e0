package org.tocsin.node.incident;

import java.util.List;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Role;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;

/**
 * Who acts in a finding.
 *
 * @param id hardware address of a device of ours, or its IP address where there is none; of others the host as verdicts name it
 * @param address latest IP address
 */
public record Actor(String id, Side side, String address) {
    /** The one who acts, whoever the finding is about. */
    public static Actor of(Finding finding) {
        return switch (finding.role()) {
            case Role.OwnDevice(var device, var address) -> new Actor(device, Side.OURS, address.toString());
            case Role.CallHome _ ->
                new Actor(finding.device(), Side.OURS, finding.address().toString());
            case Role.Inbound(var source, var _) -> host(source, Side.OUTSIDE);
            case Role.Stranger(var address) -> host(address, Side.STRANGER);
            case Role.Nameless(var target) -> host(target, Side.NAMELESS);
        };
    }

    private static Actor host(Address address, Side side) {
        return new Actor(Subject.host(address).toString(), side, address.toString());
    }

    /** The others in it: whom it acts on, or calls. Not all of them where there are many. */
    static List<Address> others(Finding finding) {
        return switch (finding.role()) {
            case Role.CallHome(var peer) -> List.of(peer);
            case Role.Inbound _, Role.Nameless _ -> List.of(finding.address());
            case Role.OwnDevice(var _, var address) ->
                finding.address().equals(address) ? finding.peers() : List.of(finding.address());
            case Role.Stranger(var address) ->
                finding.peers().stream().filter(peer -> !peer.equals(address)).toList();
        };
    }

    /** Two findings with the same key may belong to one incident; an address may change meanwhile. */
    String key() {
        return side.word() + " " + id;
    }

    /** As people are told: the name, and the address where that is another. */
    public String shown() {
        return id.equals(address) || side != Side.OURS ? id : id + " (" + address + ")";
    }
}

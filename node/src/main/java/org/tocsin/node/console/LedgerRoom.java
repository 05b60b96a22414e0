package org.tocsin.node.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.node.home.LogRole;
import org.tocsin.platform.http.Request;

/** Own logs, followed logs, and whether the start rule lets this node sign. */
final class LedgerRoom {
    private final House house;
    private final Chrome chrome;

    LedgerRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    LedgerPage page(Request request) {
        return new LedgerPage(chrome.frame(request, "Ledger", "ledger"), Sharing.of(house), own(), followed());
    }

    private List<LedgerPage.Own> own() {
        var rows = new ArrayList<LedgerPage.Own>();
        for (var role : LogRole.values()) {
            var origin = house.logs().get(role);
            if (origin != null) {
                rows.add(own(role, origin));
            }
        }
        return rows;
    }

    private LedgerPage.Own own(LogRole role, Origin origin) {
        long size = house.ledger().size(origin);
        long signed = house.ledger()
                .latest(origin)
                .map(checkpoint -> checkpoint.size())
                .orElse(0L);
        var state = size == signed ? Badge.well("all signed") : Badge.watch("signed to " + Words.number(signed));
        return switch (role) {
            case PUBLIC ->
                new LedgerPage.Own("public", "anybody may follow", origin.toString(), Words.number(size), state);
            case CIRCLE ->
                new LedgerPage.Own("circle", "accepted peers follow", origin.toString(), Words.number(size), state);
            case PRIVATE ->
                new LedgerPage.Own("private", "nobody follows", origin.toString(), Words.number(size), state);
        };
    }

    /** An origin begins with what its node calls itself. */
    private List<LedgerPage.Followed> followed() {
        return house.federation().followed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(log -> new LedgerPage.Followed(
                        log.getKey().substring(0, Math.max(0, log.getKey().indexOf('/'))),
                        log.getKey(),
                        Words.number(log.getValue())))
                .toList();
    }
}

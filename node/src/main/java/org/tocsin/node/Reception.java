package org.tocsin.node;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.node.console.Console;
import org.tocsin.node.console.House;
import org.tocsin.node.flow.Judge;
import org.tocsin.node.flow.Retell;
import org.tocsin.node.home.Keyring;
import org.tocsin.node.home.LogRole;
import org.tocsin.node.http.DeviceRoutes;
import org.tocsin.node.http.Findings;
import org.tocsin.node.http.IncidentRoutes;
import org.tocsin.node.http.NodeRoutes;
import org.tocsin.node.http.ProfileRoutes;
import org.tocsin.node.http.Quarantines;
import org.tocsin.node.http.Retractions;
import org.tocsin.node.http.TokenRoutes;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the HTTPS listener answers: the routes of all capabilities, and the console. */
final class Reception {
    private final Node node;
    private final Access access;
    private final Keyring keyring;

    Reception(Node node, Access access, Keyring keyring) {
        this.node = node;
        this.access = access;
        this.keyring = keyring;
    }

    List<Route> routes() throws IOException {
        var routes = new ArrayList<Route>();
        node.capabilities().forEach(capability -> routes.addAll(capability.routes()));
        routes.addAll(new NodeRoutes(
                        node.chronicle, node.defend, node.exchange, node.metrics, node.watch::state, node::signing)
                .routes());
        var cases = new House.Cases(
                node.incidents,
                node.captures,
                new Retell(node.chronicle, node.blocklists, node.exchange, node.clock),
                new Judge(
                        node.incidents,
                        node.fence,
                        node.blocklists,
                        node.exchange,
                        node.chronicle,
                        node.watch::forgive,
                        node.clock));
        routes.addAll(
                new IncidentRoutes(node.incidents, node.captures, cases.retell(), cases.judge(), node.clock).routes());
        routes.addAll(new TokenRoutes(access).routes());
        var quarantines = new Quarantines(node.blocklists, node.chronicle, node.kernel::holders, node.clock);
        var retractions = new Retractions(node.chronicle);
        var findings = new Findings(node.chronicle);
        node.exchange.explainAlso(subject -> quarantines
                .besides(subject)
                .setAll(retractions.besides(subject))
                .setAll(findings.besides(subject)));
        routes.addAll(
                new DeviceRoutes(node.watch::devices, node.blocklists, quarantines, node.fence, node.clock).routes());
        routes.addAll(new ProfileRoutes(
                        node.watch,
                        node.learnt,
                        node.settings.detection().detection(),
                        node.federation.own(),
                        node.chronicle,
                        node.clock)
                .routes());
        routes.add(Route.get("/api/v1/listens", Permission.READ, _ -> Response.json(listens())));
        routes.add(Route.get("/api/v1/enforce", Permission.READ, _ -> Response.json(node.kernel.json())));
        routes.addAll(new Console(house(cases)).routes());
        return routes;
    }

    /** Where this node listens, each with the port that it has. */
    private ObjectNode listens() {
        return Json.object().set("listens", Json.array(doors(), one -> Json.object()
                .put("key", one.key())
                .put("host", one.host())
                .put("port", one.port())));
    }

    private List<Listens.Listen> doors() {
        return Listens.of(node.settings).stream()
                .map(one -> new Listens.Listen(one.key(), one.host(), port(one.key())))
                .toList();
    }

    private int port(String key) {
        return switch (key) {
            case "api.listen" -> node.api.port();
            case "federation.listen" -> node.federation.port();
            case "edge.mqtt.port" -> node.relayPort();
            default ->
                node.pots.ports().entrySet().stream()
                        .filter(one -> key.equals(Listens.MINIPOT + one.getKey().word()))
                        .mapToInt(Map.Entry::getValue)
                        .findFirst()
                        .orElse(0);
        };
    }

    private House house(House.Cases cases) throws IOException {
        var logs = new EnumMap<LogRole, Origin>(LogRole.class);
        keyring.logs().forEach((role, key) -> logs.put(role, key.origin()));
        return new House(
                node.exchange,
                node.settings.exchange().trust(),
                node.federation,
                node.ledger,
                logs,
                node.chronicle,
                node.blocklists,
                node.defend,
                node.fence,
                cases,
                access,
                node.clock,
                ZoneId.systemDefault(),
                new House.Facts(
                        Foundation.VERSION,
                        node.home.folder(),
                        node.apiCertificate,
                        node.api.port(),
                        doors(),
                        node.watch::state,
                        node.watch::devices,
                        node.lags,
                        node.kernel::words,
                        node.kernel::holders));
    }
}

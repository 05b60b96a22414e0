package org.tocsin.node.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Problem;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;

/** The console's rooms, door and buttons. */
public final class Console {
    private final House house;

    public Console(House house) {
        this.house = house;
    }

    public List<Route> routes() {
        var chrome = new Chrome(house);
        var circle = new CircleRoom(house, chrome);
        var bell = new BellRoom(house, chrome, circle);
        var story = new StoryRoom(house, chrome);
        var incidents = new IncidentsRoom(house, chrome);
        var devices = new DevicesRoom(house, chrome);
        var ledger = new LedgerRoom(house, chrome);
        var settings = new SettingsRoom(house, chrome);
        var search = new SearchRoom(house, chrome);
        var routes = new ArrayList<Route>();
        routes.add(Route.get("/", Permission.READ, r -> Pages.html(BellPageRenderer.of(), bell.page(r))));
        routes.add(Route.get(
                "/indicator/{subject*}", Permission.READ, r -> Pages.html(StoryPageRenderer.of(), story.indicator(r))));
        routes.add(Route.get(
                "/device/{device*}", Permission.READ, r -> Pages.html(StoryPageRenderer.of(), story.device(r))));
        routes.add(Route.get(
                "/incidents", Permission.READ, r -> Pages.html(IncidentsPageRenderer.of(), incidents.list(r))));
        routes.add(Route.get(
                "/incident/{id}", Permission.READ, r -> Pages.html(IncidentPageRenderer.of(), incidents.page(r))));
        routes.add(Route.get("/incident/{id}/packets.pcap", Permission.OPERATE, incidents::download));
        routes.add(Route.get("/devices", Permission.READ, r -> Pages.html(DevicesPageRenderer.of(), devices.page(r))));
        routes.add(Route.get("/peers", Permission.READ, r -> Pages.html(CirclePageRenderer.of(), circle.page(r))));
        routes.add(Route.get("/ledger", Permission.READ, r -> Pages.html(LedgerPageRenderer.of(), ledger.page(r))));
        routes.add(
                Route.get("/settings", Permission.READ, r -> Pages.html(SettingsPageRenderer.of(), settings.page(r))));
        routes.add(Route.get("/search", Permission.READ, search::answer));
        routes.addAll(new Acts(house).routes());
        routes.addAll(new Door(house.access(), house.clock(), house.facts().apiPort()).routes());
        routes.addAll(statics());
        return routes;
    }

    /** Style sheet and script; a node that is still starting needs them too. */
    public static List<Route> statics() {
        return List.of(Assets.route());
    }

    /** A refusal as a page, for those who came with a browser. */
    public static Response problem(Problem problem) {
        boolean starting = problem.code().equals("http.starting");
        var page = new ProblemPage(
                Chrome.bare(headline(problem)),
                problem.status(),
                problem.code(),
                headline(problem),
                Sentences.sentence(problem.detail()),
                cure(problem));
        Map<String, String> headers = starting ? Map.of("refresh", "1") : Map.of();
        return Pages.html(ProblemPageRenderer.of(), page, problem.status(), headers);
    }

    private static String headline(Problem problem) {
        return switch (problem.status()) {
            case 401 -> "Log in first";
            case 403 -> "That is not yours to do";
            case 404 -> "Nothing is here";
            case 405 -> "That is not how this is asked";
            case 413 -> "That is too large";
            case 429 -> "Too many tries";
            case 503 -> problem.code().equals("http.starting") ? "The node is starting" : "Not now";
            default -> problem.status() >= 500 ? "The node has failed" : "That was not understood";
        };
    }

    private static String cure(Problem problem) {
        return switch (problem.code()) {
            case "http.starting" -> "This page tries again by itself, each second.";
            case "http.csrf" -> "Go back, load the page again and repeat it; sessions end when the node restarts.";
            case "http.forbidden" -> "Ask somebody with the role operator or admin.";
            case "http.not-found" -> "Search for an address, a name or a peer, or go to the bell.";
            case "server.failed" -> "The node's log says what happened. Please report it.";
            default -> "Go back, mend it and try again.";
        };
    }
}

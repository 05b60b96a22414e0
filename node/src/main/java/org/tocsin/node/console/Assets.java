package org.tocsin.node.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;

/**
 * The style sheet and the script. Their address holds a hash of their content, so that browsers may keep them for good and never
 * show an old one after an upgrade. What is asked for is looked up in a map: no path reaches a file.
 */
final class Assets {
    private static final int HASH_SHOWN = 12;
    private static final Map<String, String> KEEP = Map.of("cache-control", "public, max-age=31536000, immutable");

    private static final Asset CSS = Asset.of("console.css", "text/css; charset=utf-8");
    private static final Asset JS = Asset.of("console.js", "text/javascript; charset=utf-8");
    private static final Asset ICON = Asset.of("bell.svg", "image/svg+xml");
    private static final Map<String, Asset> ALL = Map.of(CSS.name, CSS, JS.name, JS, ICON.name, ICON);

    static final String STYLE = "/static/" + CSS.name;
    static final String SCRIPT = "/static/" + JS.name;
    static final String BELL = "/static/" + ICON.name;

    private Assets() {}

    private record Asset(String name, String type, Bytes content) {
        static Asset of(String file, String type) {
            try (var in = Assets.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the resource " + file + " is missing");
                }
                var content = in.readAllBytes();
                int dot = file.lastIndexOf('.');
                var hash = Digest.hash(content).toString().substring(0, HASH_SHOWN);
                return new Asset(
                        file.substring(0, dot) + "-" + hash + file.substring(dot), type, Bytes.owning(content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Route route() {
        return Route.get("/static/{file*}", Permission.NONE, Assets::answer);
    }

    private static Response answer(Request request) {
        var asset = ALL.get(request.parameter("file"));
        if (asset == null) {
            throw new Rejection("http.not-found", "there is no such file; load the page again");
        }
        return new Response.Whole(200, asset.type, asset.content, KEEP);
    }
}

package org.tocsin.node.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A W3C WebDriver client, as much of it as a look at pages takes: headless Chromium through its own chromedriver. */
final class Browser implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/bin", "/usr/lib/chromium", "/usr/local/bin", "/opt/bin");
    private static final int STARTS = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    /** Where Chromium and its driver are, if they are. */
    record Installed(Path chromium, Path driver) {
        static Optional<Installed> find() {
            return find("chromium", "chromium-browser", "google-chrome")
                    .flatMap(browser -> find("chromedriver").map(driver -> new Installed(browser, driver)));
        }

        private static Optional<Path> find(String... names) {
            return Stream.of(names)
                    .flatMap(name -> PLACES.stream().map(place -> Path.of(place, name)))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    Browser(Installed installed, Path profile, boolean dark) throws IOException {
        int port = freePort();
        driver = new ProcessBuilder(installed.driver().toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var base = "http://127.0.0.1:" + port + "/session";
        var arguments = Json.array();
        options(profile, dark).forEach(arguments::add);
        var chromium = Json.object().put("binary", installed.chromium().toString());
        chromium.set("args", arguments);
        var always = Json.object().put("acceptInsecureCerts", true);
        always.set("goog:chromeOptions", chromium);
        always.set("goog:loggingPrefs", Json.object().put("browser", "ALL"));
        var wanted = Json.object().set("capabilities", Json.object().set("alwaysMatch", always));
        awaitPort(port);
        session = base + "/" + call("POST", base, wanted).path("sessionId").stringValue();
    }

    /** Without the flags on background networking a closed network is asked for hosts at every start. */
    private static List<String> options(Path profile, boolean dark) {
        var options = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-device-scale-factor=1",
                "--hide-scrollbars",
                "--user-data-dir=" + profile));
        if (dark) {
            options.add("--blink-settings=preferredColorScheme=0");
        } else {
            options.add("--blink-settings=preferredColorScheme=1");
        }
        return options;
    }

    void open(String url) throws IOException {
        post("/url", Json.object().put("url", url));
    }

    /** Sets the size of what a page can use, by the protocol of the browser's own tools: a window can't be as narrow as a phone. */
    void size(int width, int height) throws IOException {
        var metrics = Json.object()
                .put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", false);
        var command = Json.object().put("cmd", "Emulation.setDeviceMetricsOverride");
        command.set("params", metrics);
        post("/goog/cdp/execute", command);
    }

    /** Runs a function body and returns what it returns. */
    JsonNode run(String script) throws IOException {
        var body = Json.object().put("script", script);
        body.set("args", Json.array());
        return post("/execute/sync", body);
    }

    /** Runs a function body whose promise is awaited. */
    JsonNode await(String script) throws IOException {
        var body = Json.object()
                .put(
                        "script",
                        "const done = arguments[0]; (async () => {" + script + "})().then(done, e => done(String(e)))");
        body.set("args", Json.array());
        return post("/execute/async", body);
    }

    /** Presses keys as a person does. */
    void press(String keys) throws IOException {
        var actions = Json.array();
        keys.codePoints().forEach(key -> {
            var text = Character.toString(key);
            actions.add(Json.object().put("type", "keyDown").put("value", text));
            actions.add(Json.object().put("type", "keyUp").put("value", text));
        });
        var keyboard = Json.object().put("type", "key").put("id", "keyboard");
        keyboard.set("actions", actions);
        post("/actions", Json.object().set("actions", Json.array().add(keyboard)));
    }

    /** Errors that the page's console was told of since the last call; a breach of the content policy is one. */
    List<String> complaints() throws IOException {
        var told = new ArrayList<String>();
        post("/se/log", Json.object().put("type", "browser")).forEach(line -> {
            if (line.path("level").asString("").equals("SEVERE")) {
                told.add(line.path("message").asString(""));
            }
        });
        return told;
    }

    void picture(Path file) throws IOException {
        var png = call("GET", session + "/screenshot", Json.object()).stringValue();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(png));
    }

    private JsonNode post(String path, JsonNode body) throws IOException {
        return call("POST", session + path, body);
    }

    private JsonNode call(String method, String url, JsonNode body) throws IOException {
        var publisher = method.equals("POST")
                ? HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))
                : HttpRequest.BodyPublishers.noBody();
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, publisher)
                .build();
        var answer = send(request);
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": " + answer.body());
        }
        return large(answer.body()).path("value");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Screenshots are longer than what our own reader lets pass. */
    private static JsonNode large(String body) {
        return JsonMapper.shared().readTree(body);
    }

    private void awaitPort(int port) throws IOException {
        for (int i = 0; i < STARTS; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IOException("chromedriver does not listen");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            call("DELETE", session, Json.object());
        } finally {
            driver.destroy();
            driver.onExit().join();
        }
    }
}

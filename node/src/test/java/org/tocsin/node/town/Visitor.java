package org.tocsin.node.town;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Somebody with a browser or a script. Believes every certificate, keeps one cookie, follows no redirect by itself. */
public final class Visitor {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient client;
    private final List<String> otherCookies = new ArrayList<>();
    private String cookie = "";

    public Visitor(String base) {
        this.base = base;
        client = HttpClient.newBuilder().sslContext(credulous()).build();
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> get(String path, String header, String value) {
        return send(request(path).setHeader(header, value).GET());
    }

    public HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    }

    /** As it is, not as text. */
    public HttpResponse<InputStream> open(String path, String header, String value)
            throws IOException, InterruptedException {
        return client.send(request(path).setHeader(header, value).GET().build(), BodyHandlers.ofInputStream());
    }

    public HttpResponse<String> form(String path, Map<String, String> fields) {
        return form(path, fields, Map.of());
    }

    public HttpResponse<String> form(String path, Map<String, String> fields, Map<String, String> headers) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = request(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    /** Posts JSON; returns the answer's body. */
    public String json(String path, String body, Map<String, String> headers) {
        var request = request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request).body();
    }

    /** Posts any body with a bearer token. */
    public HttpResponse<String> post(String path, String token, HttpRequest.BodyPublisher body) {
        return send(request(path).header("authorization", "Bearer " + token).POST(body));
    }

    /** Logs in and keeps the cookie. */
    public HttpResponse<String> logIn(String token) {
        var answer = form("/login", Map.of("token", token, "next", "/"));
        answer.headers().firstValue("set-cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    /** The CSRF token of this session, as pages show it. */
    public String csrf() {
        var found = CSRF.matcher(get("/").body());
        if (!found.find()) {
            throw new IllegalStateException("no form on the page");
        }
        return found.group(1);
    }

    public String cookie() {
        return cookie;
    }

    /** Sends another cookie from now on, before ours and in a field of its own, as browsers do over HTTP/2. */
    public void alsoCookie(String other) {
        otherCookies.add(other);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).header("accept", "text/html");
        otherCookies.forEach(other -> request.header("cookie", other));
        return cookie.isEmpty() ? request : request.header("cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static SSLContext credulous() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The extended kind, since the other would have the host's name checked behind its back. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.console.Console;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Caller;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.auth.Role;
import org.tocsin.platform.http.Problem;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.platform.store.TokenStore;

/** Who may do what, and what is done about those who may not. */
final class RouterTest {
    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private Access access;
    private Router router;
    private int issued;
    private final List<Request> answered = new ArrayList<>();

    @BeforeEach
    void open() {
        database =
                SqliteDatabase.open(folder.resolve("t.db"), List.of(Migrations.of("platform", SqliteDatabase.class)));
        access = new Access(new TokenStore(database, Clock.system()), Clock.system(), Entropy.system());
        var routes = new ArrayList<>(Console.statics());
        for (var permission : Permission.values()) {
            routes.add(Route.get("/" + permission, permission, this::note));
            routes.add(Route.post("/" + permission, permission, this::note));
        }
        routes.add(Route.post("/lists", Permission.OPERATE, this::note).taking(5_000_000));
        router = new Router(routes, access, Console::problem);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void headIsAnsweredAsGetWouldBeAndChangesNothing() {
        assertThat(router.answer(new Sent("HEAD", "/NONE"))).isEqualTo(router.answer(new Sent("GET", "/NONE")));
        assertThatThrownBy(() -> router.answer(new Sent("HEAD", "/READ"))).hasMessageStartingWith("auth.missing: ");
        assertThatThrownBy(() -> router.answer(new Sent("HEAD", "/lists"))).hasMessageStartingWith("http.method: ");
    }

    private Response note(Request request) {
        answered.add(request);
        return Response.text("done");
    }

    /** A request as the listener would hand it over; counts how much of the body it was asked for. */
    private static final class Sent implements Router.Incoming {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new HashMap<>();
        private byte[] body = {};
        private int asked = -1;

        Sent(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Sent with(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Sent form(String text) {
            body = text.getBytes(StandardCharsets.UTF_8);
            return with("content-type", "application/x-www-form-urlencoded");
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Map<String, String> query() {
            return Map.of();
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        @Override
        public Bytes body(int most) {
            asked = most;
            return Bytes.of(body);
        }

        @Override
        public String source() {
            return "192.0.2.1";
        }
    }

    private Sent bearer(Role role, String method, String path) {
        return new Sent(method, path).with("authorization", "Bearer " + access.issue("t" + ++issued, role));
    }

    private Sent session(String method, String path) {
        var cookie = access.logIn(access.issue("t" + ++issued, Role.OPERATOR)).orElseThrow();
        return new Sent(method, path).with("cookie", "theme=dark; " + Router.COOKIE + "=" + cookie);
    }

    private String csrf(Sent sent) {
        return access.byCookie(Router.cookies(sent.headers()).getFirst()).session();
    }

    private String refusal(Sent sent) {
        try {
            router.answer(sent);
            return "";
        } catch (Rejection refused) {
            return refused.code();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "STRANGER", mode = EnumSource.Mode.EXCLUDE)
    void aRoleOpensWhatItHoldsAndNothingElse(Role role) {
        for (var permission : Permission.values()) {
            boolean may = new Caller("t", role, "").may(permission);
            for (var method : List.of("GET", "POST")) {
                assertThat(refusal(bearer(role, method, "/" + permission)))
                        .as(role + " " + method + " " + permission)
                        .isEqualTo(may ? "" : "http.forbidden");
            }
        }
    }

    @Test
    void aStrangerOpensOnlyWhatNeedsNothing() {
        assertThat(refusal(new Sent("GET", "/NONE"))).isEmpty();
        for (var permission : List.of("READ", "FEED", "OPERATE", "ADMIN")) {
            assertThat(refusal(new Sent("GET", "/" + permission))).isEqualTo("auth.missing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Bearer ',auth.unknown",
        "Bearer tocsin_wrong,auth.unknown",
        "Basic YTpi,auth.missing",
        "bearer,auth.missing"
    })
    void aWrongTokenIsAStrangerAndToldApartFromNone(String authorization, String code) {
        assertThat(refusal(new Sent("GET", "/READ").with("authorization", authorization)))
                .isEqualTo(code);
    }

    @Test
    void aMachineWithoutATokenIsToldHowToComeIn() {
        var problem = Problem.of(401, new Rejection("auth.missing", "none"));
        assertThat(router.refuse(new Sent("GET", "/READ"), problem))
                .isInstanceOfSatisfying(Response.Whole.class, whole -> assertThat(whole.headers())
                        .containsEntry("www-authenticate", "Bearer"));
    }

    @Test
    void aMadeUpCookieIsAStranger() {
        assertThat(refusal(new Sent("GET", "/READ").with("cookie", Router.COOKIE + "=made-up")))
                .isEqualTo("auth.unknown");
    }

    @Test
    void theCookieOfAnotherNodeOnThisMachineLogsNobodyOut() {
        var sent = session("GET", "/READ");
        var mine = sent.headers().getOrDefault("cookie", "");
        assertThat(refusal(sent.with("cookie", Router.cookieName(9_999) + "=of-another; " + mine)))
                .isEmpty();
        assertThat(Router.cookieName(8_443)).isEqualTo("tocsin_session");
    }

    @Test
    void aSessionWithoutItsCsrfTokenChangesNothing() {
        assertThat(refusal(session("POST", "/OPERATE"))).isEqualTo("http.csrf");
        assertThat(refusal(session("POST", "/OPERATE").form("csrf="))).isEqualTo("http.csrf");
        assertThat(answered).isEmpty();
    }

    @Test
    void aSessionWithAnothersCsrfTokenChangesNothing() {
        var mine = session("POST", "/OPERATE");
        var others = csrf(session("POST", "/OPERATE"));
        assertThat(refusal(mine.with("x-csrf-token", others))).isEqualTo("http.csrf");
        assertThat(refusal(mine.form("csrf=" + others))).isEqualTo("http.csrf");
        assertThat(answered).isEmpty();
    }

    @Test
    void aCsrfTokenInAnotherKindOfBodyDoesNotCount() {
        var sent = session("POST", "/OPERATE");
        sent.form("csrf=" + csrf(sent)).with("content-type", "text/plain");
        assertThat(refusal(sent)).isEqualTo("http.csrf");
    }

    @Test
    void theRightCsrfTokenLetsThroughInHeaderAndForm() {
        var header = session("POST", "/OPERATE");
        assertThat(refusal(header.with("x-csrf-token", csrf(header)))).isEmpty();
        var form = session("POST", "/OPERATE");
        assertThat(refusal(form.form("a=b&csrf=" + csrf(form)))).isEmpty();
    }

    @Test
    void aStrangersBodyIsNotRead() {
        var sent = new Sent("POST", "/READ");
        assertThat(refusal(sent)).isEqualTo("auth.missing");
        assertThat(sent.asked).isEqualTo(-1);
    }

    @Test
    void aBodyIsReadToTheLimitOfItsRouteWhoeverSendsIt() {
        var small = bearer(Role.ADMIN, "POST", "/READ");
        var large = bearer(Role.OPERATOR, "POST", "/lists");
        assertThat(refusal(small) + refusal(large)).isEmpty();
        assertThat(small.asked).isEqualTo(Route.MOST_BODY);
        assertThat(large.asked).isEqualTo(5_000_000);
    }

    @Test
    void anotherMethodIsToldApartFromAnUnknownPath() {
        assertThat(refusal(bearer(Role.ADMIN, "DELETE", "/READ"))).isEqualTo("http.method");
        assertThat(refusal(bearer(Role.ADMIN, "GET", "/nowhere"))).isEqualTo("http.not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../../../etc/passwd",
                "/static//etc/passwd",
                "/static/",
                "/static/console.css",
                "/static/package-info.class",
                "/static/../org/tocsin/node/console/layout.mustache"
            })
    void noPathUnderStaticReachesAFile(String path) {
        assertThat(refusal(new Sent("GET", path))).isEqualTo("http.not-found");
    }

    @Test
    void aBrowserIsLedToTheDoorButNotInTheMiddleOfAnAction() {
        var page = new Sent("GET", "/READ").with("accept", "text/html,*/*");
        assertThat(router.answer(page)).isInstanceOfSatisfying(Response.Whole.class, led -> assertThat(led.headers())
                .containsEntry("location", "/login?next=%2FREAD"));
        assertThat(refusal(new Sent("POST", "/READ").with("accept", "text/html")))
                .isEqualTo("auth.missing");
    }

    @Test
    void aNodeThatIsStartingSaysSoToMachinesAndPeople() {
        var starting = Router.starting(Console.statics(), Console::problem);
        var health = (Response.Whole) starting.answer(new Sent("GET", "/api/v1/health"));
        assertThat(new String(health.body().toArray(), StandardCharsets.UTF_8)).contains("starting");
        var asked = new Sent("GET", "/").with("accept", "text/html");
        assertThatThrownBy(() -> starting.answer(asked))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("http.starting"));
        var page = (Response.Whole) starting.refuse(asked, new Problem(503, "http.starting", "try again"));
        assertThat(page.headers()).containsEntry("refresh", "1");
        assertThat(new String(page.body().toArray(), StandardCharsets.UTF_8)).contains("The node is starting");
    }
}

package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.TestNode;

/** Log-in and log-out. */
final class DoorTest {
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        node = TestNode.start(folder, "acme.example");
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    @Test
    void theCookieCanNotBeReadByScriptSentInTheClearOrFromElsewhere() {
        var set = node.visitor().logIn(node.token).headers().firstValue("set-cookie");
        assertThat(set).hasValueSatisfying(cookie -> assertThat(cookie)
                .startsWith("tocsin_session_" + node.node.apiPort() + "=")
                .contains("; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/", "; Max-Age=43200"));
    }

    @Test
    void aStrangerIsLedToTheDoorAndBackToWhereHeWanted() {
        var visitor = node.visitor();
        var led = visitor.get("/indicator/192.0.2.1");
        assertThat(led.statusCode()).isEqualTo(303);
        assertThat(led.headers().firstValue("location")).hasValue("/login?next=%2Findicator%2F192.0.2.1");
        assertThat(visitor.get("/login?next=%2Findicator%2F192.0.2.1").body())
                .contains("name=\"next\" value=\"/indicator/192.0.2.1\"");
        var entered = visitor.form("/login", Map.of("token", node.token, "next", "/indicator/192.0.2.1"));
        assertThat(entered.headers().firstValue("location")).hasValue("/indicator/192.0.2.1");
    }

    @Test
    void theDoorNeverLeadsToAnotherSite() {
        var entered = node.visitor().form("/login", Map.of("token", node.token, "next", "//evil.example/"));
        assertThat(entered.headers().firstValue("location")).hasValue("/");
    }

    @Test
    void aCookieOfSomebodyElseDoesNotHideOurs() {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        visitor.alsoCookie("a=b");
        visitor.alsoCookie("tocsin_session_1=of-another-node");
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenForFeedsDoesNotOpenTheConsole() {
        var admin = node.visitor();
        admin.logIn(node.token);
        var made = admin.json(
                "/api/v1/tokens", "{\"name\":\"wall\",\"role\":\"feed\"}", Map.of("x-csrf-token", admin.csrf()));
        var token = made.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        var refused = node.visitor().logIn(token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
        assertThat(refused.body()).contains("does not open the console");
    }

    @Test
    void afterLogOutTheCookieOpensNothing() {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        var left = visitor.form("/logout", Map.of("csrf", visitor.csrf()));
        assertThat(left.headers().firstValue("set-cookie"))
                .hasValueSatisfying(set -> assertThat(set).contains("Max-Age=0"));
        assertThat(visitor.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    void anotherSitesLogInFormIsRefused() {
        var answer = node.visitor().form("/login", Map.of("token", node.token), Map.of("sec-fetch-site", "cross-site"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void whoIsLoggedInWalksThroughTheDoor() {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        assertThat(visitor.get("/login?next=%2Fpeers").headers().firstValue("location"))
                .hasValue("/peers");
    }

    @Test
    void whoIsAloneIsTaughtRatherThanShownNothing() {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        assertThat(visitor.get("/").body())
                .contains(
                        "All is quiet",
                        "docs/deploy.md",
                        "Nothing is refused",
                        "tocsin peer invite",
                        "tocsin peer join");
        assertThat(visitor.get("/peers").body()).contains("tocsin peer invite");
        assertThat(visitor.get("/ledger").body()).contains("No log is followed yet");
        assertThat(visitor.get("/indicator/192.0.2.1").body()).contains("Nobody has reported 192.0.2.1");
    }

    @Test
    void pagesAreNotKeptByTheBrowser() {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        assertThat(visitor.get("/").headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void aBrowserGetsAPageAndAMachineAProblem() {
        var visitor = node.visitor();
        assertThat(visitor.get("/nowhere").body()).contains("Nothing is here", "To the bell", "http.not-found");
        var machine = visitor.get("/nowhere", "accept", "application/json");
        assertThat(machine.statusCode()).isEqualTo(404);
        assertThat(machine.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(visitor.get("/api/v1/nowhere").headers().firstValue("content-type"))
                .hasValue("application/problem+json");
    }

    @Test
    void theContentPolicyForbidsInlineScriptAndFrames() {
        assertThat(node.visitor().get("/login").headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }
}

package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A whole node, a device, and a MUD document for it. */
final class DeviceProfileTest {
    @TempDir
    Path folder;

    private TestNode acme;

    @BeforeEach
    void start() throws Exception {
        acme = TestNode.start(folder, "acme.example");
        look();
    }

    /** The camera is seen. */
    private void look() throws Exception {
        acme.node
                .watch("hand-made", new Packets().scan(Town.CAMERA, "203.0.113.", 2).stream())
                .join();
    }

    @AfterEach
    void stop() throws IOException {
        acme.close();
    }

    private HttpResponse<String> get(String verb) {
        return acme.visitor().get("/api/v1/devices/" + Town.CAMERA + verb, "authorization", "Bearer " + acme.token);
    }

    private HttpResponse<String> post(String verb, String body) {
        return acme.visitor().post("/api/v1/devices/" + Town.CAMERA + verb, acme.token, BodyPublishers.ofString(body));
    }

    private JsonNode device() {
        return Json.parse(get("").body());
    }

    @Test
    void aDeviceIsDeclaredByItsDocumentAndTheTimelineSaysByWhom() {
        assertThat(device().path("profile").asString()).isEqualTo("learning");
        var document = get("/mud");
        assertThat(document.headers().firstValue("content-type")).contains("application/mud+json");
        assertThat(Json.parse(document.body())
                        .path("ietf-mud:mud")
                        .path("mud-url")
                        .asString())
                .startsWith("https://acme.example/mud/");
        assertThat(post("/mud", document.body()).statusCode()).isEqualTo(200);
        assertThat(device().path("profile").asString()).isEqualTo("declared");
        var told = acme.node.chronicle.about(device().path("id").asString()).getLast();
        assertThat(told.kind()).isEqualTo(Beat.Kind.FEEDBACK);
        assertThat(told.text()).startsWith("declared by admin with a MUD document: ");
        assertThat(told.detail().path("who").asString()).isEqualTo("admin");
        assertThat(post("/learn", "").statusCode()).isEqualTo(200);
        assertThat(device().path("profile").asString()).isEqualTo("learning");
    }

    @Test
    void whatIsNoMudDocumentIsRefusedByNameAndChangesNothing() {
        var refused = post("/mud", "{\"type\":\"bundle\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("mud.container");
        assertThat(device().path("profile").asString()).isEqualTo("learning");
    }

    /** What stands on the disk when the answer comes is all that a killed node finds again. */
    @Test
    void whatWasDeclaredBeforeAKillHoldsBehindIt() throws Exception {
        assertThat(post("/mud", get("/mud").body()).statusCode()).isEqualTo(200);
        var left = Files.readAllBytes(acme.home.profiles());
        acme.stop();
        Files.write(acme.home.profiles(), left);
        acme.go();
        look();
        assertThat(device().path("profile").asString()).isEqualTo("declared");
    }

    @Test
    void aFileOfProfilesThatIsNoneCostsNoStart() throws Exception {
        acme.stop();
        Files.write(acme.home.profiles(), new byte[] {(byte) 0xa1, 1, 99});
        acme.go();
        look();
        assertThat(device().path("profile").asString()).isEqualTo("learning");
    }

    @Test
    void noProfileIsChangedByAReader() {
        var reader = acme.visitor()
                .post("/api/v1/tokens", acme.token, BodyPublishers.ofString("{\"name\":\"eyes\",\"role\":\"reader\"}"));
        var token = Json.parse(reader.body()).path("token").asString();
        for (var verb : new String[] {"/mud", "/learn"}) {
            assertThat(acme.visitor()
                            .post("/api/v1/devices/" + Town.CAMERA + verb, token, BodyPublishers.ofString("{}"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}

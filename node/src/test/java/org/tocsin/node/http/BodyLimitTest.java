package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.TestNode;

/** Over real TLS: what is too large is refused by name, whether its length was announced or not. */
final class BodyLimitTest {
    private static final String IMPORT = "/api/v1/imports/drop?action=block&days=1";
    private static final String ALLOW = "/api/v1/verdicts/198.51.100.7/allow";
    private static final int LIST = 64 << 20;
    private static final int COMMAND = 1 << 20;

    @TempDir
    Path folder;

    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        node = TestNode.start(folder, "acme.example");
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    @Test
    void aListThatIsTooLargeIsRefusedByNameAnnouncedOrNot() {
        refused(post(IMPORT, announced(LIST + 1)));
        refused(post(IMPORT, unannounced(LIST + 1)));
    }

    @Test
    void aCommandMayNotBeAsLargeAsAList() {
        refused(post(ALLOW, announced(COMMAND + 1)));
        refused(post(ALLOW, unannounced(COMMAND + 1)));
    }

    @Test
    void aListMayBeLargerThanACommand() {
        var lines = "# nothing but a comment\n".repeat(COMMAND / 10) + "198.51.100.7\n";
        var answer = post(IMPORT, BodyPublishers.ofString(lines, StandardCharsets.US_ASCII));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("http.body-size");
    }

    private HttpResponse<String> post(String path, BodyPublisher body) {
        return node.visitor().post(path, node.token, body);
    }

    private static BodyPublisher announced(int size) {
        return BodyPublishers.ofByteArray(new byte[size]);
    }

    private static BodyPublisher unannounced(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }
}

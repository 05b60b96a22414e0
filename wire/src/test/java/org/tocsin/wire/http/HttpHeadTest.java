package org.tocsin.wire.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpHeadTest {
    @Test
    void aRequestIsRead() {
        var head = requireNonNull(
                read("GET /a HTTP/1.1\r\nHost: cam.example\r\nUser-Agent:  okhttp/3 \r\n\r\nbody: no field"));
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/a");
        assertThat(head.header("host")).isEqualTo("cam.example");
        assertThat(head.header("user-agent")).isEqualTo("okhttp/3");
        assertThat(head.header("body")).isEmpty();
    }

    @Test
    void anAnswerIsReadEvenWithBareLineFeeds() {
        var head = requireNonNull(read("HTTP/1.0 401 Unauthorized\nServer: boa\n\n"));
        assertThat(head.status()).isEqualTo(401);
        assertThat(head.header("server")).isEqualTo("boa");
    }

    @Test
    void theFirstOfTwoFieldsOfOneNameCounts() {
        var head = requireNonNull(read("GET / HTTP/1.1\r\nHost: first\r\nhost: second\r\n"));
        assertThat(head.header("host")).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /",
                "get / HTTP/1.1",
                "HTTP/1.1 999 x",
                "GET / HTTP/2",
                "SSH-2.0-x y z",
                "G\0T / HTTP/1.1"
            })
    void whatIsNoHeadIsNone(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void anEndlessHeadIsReadToItsLimitOnly() {
        var head = requireNonNull(read("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(10_000) + "x".repeat(100_000)));
        assertThat(head.fields()).hasSizeLessThanOrEqualTo(64);
    }

    @FuzzTest
    void hostileHeadsAreReadOrNot(byte[] data) {
        var head = HttpHead.read(data, 0, data.length);
        if (head != null) {
            assertThat(head.fields()).hasSizeLessThanOrEqualTo(64);
        }
    }

    private static @Nullable HttpHead read(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return HttpHead.read(bytes, 0, bytes.length);
    }
}

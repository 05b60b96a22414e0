package org.tocsin.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshBannerTest {
    @Test
    void aBannerIsReadUpToItsLinesEnd() {
        assertThat(read("SSH-2.0-dropbear_2019.78 x\r\n\0\0\1"))
                .isEqualTo(new SshBanner("2.0", "dropbear_2019.78 x"))
                .hasToString("SSH-2.0-dropbear_2019.78 x");
    }

    @Test
    void theFirstVersionIsKnownAlsoBesideTheSecond() {
        assertThat(read("SSH-1.99-Cisco-1.25\n")).matches(banner -> banner != null && banner.isFirstVersion());
        assertThat(read("SSH-2.0-x\n")).matches(banner -> banner != null && !banner.isFirstVersion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH",
                "SSH-2.0-never ends",
                "SSH-\r\n",
                "SSH-2.0\r\n",
                "SSH-2.0-\u001b[31m\r\n",
                "ssh-2.0-x\n"
            })
    void whatIsNoBannerIsNone(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void aBannerBeyondItsBoundIsNone() {
        assertThat(read("SSH-2.0-" + "x".repeat(300) + "\r\n")).isNull();
    }

    @FuzzTest
    void hostileBytesAreABannerOrNone(byte[] data) {
        var banner = SshBanner.read(data, 0, data.length);
        assertThat(banner == null || banner.toString().length() < 255).isTrue();
    }

    private static @Nullable SshBanner read(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return SshBanner.read(bytes, 0, bytes.length);
    }
}

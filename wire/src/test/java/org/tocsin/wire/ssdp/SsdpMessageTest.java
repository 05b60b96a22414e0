package org.tocsin.wire.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SsdpMessageTest {
    @Test
    void anAnnouncementSaysWhatTheDeviceIs() {
        var message = read("""
                NOTIFY * HTTP/1.1
                HOST: 239.255.255.250:1900
                NT: upnp:rootdevice
                NTS: ssdp:alive
                Server: Linux/3.4 UPnP/1.0 Cam/2
                LOCATION: http://192.0.2.5/d.xml
                USN: uuid:1::upnp:rootdevice

                """);
        assertThat(message)
                .isEqualTo(new SsdpMessage(
                        SsdpMessage.Kind.ALIVE,
                        "upnp:rootdevice",
                        "uuid:1::upnp:rootdevice",
                        "Linux/3.4 UPnP/1.0 Cam/2",
                        "http://192.0.2.5/d.xml"));
    }

    @Test
    void searchesAnswersAndFarewellsAreToldApart() {
        assertThat(kind("M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n")).isEqualTo(SsdpMessage.Kind.SEARCH);
        assertThat(kind("HTTP/1.1 200 OK\r\nST: roku:ecp\r\n\r\n")).isEqualTo(SsdpMessage.Kind.ANSWER);
        assertThat(kind("NOTIFY * HTTP/1.1\r\nNTS: ssdp:byebye\r\n\r\n")).isEqualTo(SsdpMessage.Kind.BYE);
    }

    @Test
    void aWebAnswerIsNone() {
        assertThat(read("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n")).isNull();
        assertThat(read("GET / HTTP/1.1\r\n\r\n")).isNull();
        assertThat(read("")).isNull();
    }

    @FuzzTest
    void hostileMessagesAreReadOrNot(byte[] data) {
        var message = SsdpMessage.read(data, 0, data.length);
        if (message != null) {
            assertThat(message.server()).hasSizeLessThanOrEqualTo(2_048);
        }
    }

    private static SsdpMessage.@Nullable Kind kind(String text) {
        var message = read(text);
        return message == null ? null : message.kind();
    }

    private static @Nullable SsdpMessage read(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return SsdpMessage.read(bytes, 0, bytes.length);
    }
}

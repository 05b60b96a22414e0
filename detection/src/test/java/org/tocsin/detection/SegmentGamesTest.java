package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Games with segments, after Ptacek and Newsham 1998: what the device reads must be what the tap reads. */
final class SegmentGamesTest {
    private static final String LOADER = "198.51.100.7";
    private static final String SECRET = "supervisor\r\n";

    private final Scene scene = new Scene();

    @Test
    void bytesInReverseOrderHideNoLogIn() {
        var call = call();
        for (int i = SECRET.length() - 1; i >= 0; i--) {
            call.piece(i, SECRET.substring(i, i + 1));
        }
        call.clientNext += SECRET.length();
        isFound(call);
    }

    @Test
    void theFirstBytesOfAllTooLateHideNoLogIn() {
        var call = scene.connection(LOADER, CAM, 1883).open();
        var connect = "\u0010\u001a\0\4MQTT\4\u00c2\0<\0\0\0\5admin\0\5admin";
        call.piece(10, connect.substring(10)).piece(0, connect.substring(0, 10));
        call.clientNext += connect.length();
        call.answer(" \2\0\0").close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(ints = {900_000, 500_000_000, -500_000_000})
    void bytesThatNoWindowAdmitsHideNoLogIn(int ahead) {
        isFound(call().piece(ahead, "junk").ask(SECRET));
    }

    @Test
    void manyBytesAheadPushOutNoneThatAreNear() {
        var call = call().piece(2, SECRET.substring(2));
        for (int i = 0; i < 100; i++) {
            call.piece(70_000 + 2_000 * i, "junk".repeat(300));
        }
        call.piece(0, SECRET.substring(0, 2));
        call.clientNext += SECRET.length();
        isFound(call);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5_000, -5_000})
    void aResetThatTheDeviceDoesNotTakeHidesNoLogIn(int ahead) {
        isFound(call().reset(ahead).ask(SECRET));
    }

    @Test
    void anUrgentByteThatTheDeviceTakesOutHidesNoLogIn() {
        isFound(call().urgently("suZpervisor\r\n", 3));
    }

    @Test
    void theDataMarkOfTelnetIsLeftToTelnet() {
        isFound(call().urgently("\u00ff\u00f2", 2).ask(SECRET));
    }

    @Test
    void aCopyThatGoesFurtherThanTheFirstIsReadToItsEnd() {
        isFound(call().piece(0, "sup").ask(SECRET));
    }

    /** The device has read the first; what comes later in its place is a copy to it. */
    @Test
    void otherBytesInThePlaceOfThoseThatWereReadHideNoLogIn() {
        isFound(call().ask("supe").piece(-4, "nono").ask("rvisor\r\n"));
    }

    @Test
    void bytesBehindTheEndOfAConnectionPoisonNotTheNextOnItsPorts() {
        var call = scene.connection(LOADER, CAM, 23).open().answer("login: ");
        call.reset(0);
        call.piece(0, "junk").piece(5_005, "junk");
        call.open().answer("login: ").ask("supervisor\r\n").answer("Password: ");
        isFound(call.ask(SECRET));
    }

    /** As much has been held in all, one after the other, as may be at once (16 MB), and all of it was read. */
    @Test
    void whatWasHeldAndReadMakesRoomForOthers() {
        for (int i = 0; i < 2_048; i++) {
            scene.connection("203.0." + i / 250 + "." + (1 + i % 250), CAM, 81)
                    .open()
                    .piece(1, "x".repeat(8_192))
                    .piece(0, "y");
        }
        var call = call().piece(4, SECRET.substring(4)).piece(0, SECRET.substring(0, 4));
        call.clientNext += SECRET.length();
        isFound(call);
    }

    /** A reader is freed once, however much is said behind the end. */
    @Test
    void requestsBehindTheEndBlindNobody() {
        for (int i = 0; i < 9_000; i++) {
            var call = scene.connection("203.0." + i / 250 + "." + (1 + i % 250), CAM, 80)
                    .open();
            call.reset(0);
            call.ask("GET / HTTP/1.1\r\n");
        }
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.accept(detection, scene.pcap());
        assertThat(detection.tally().shedFlows()).isZero();
    }

    /** One device attacks another, and resets the connection in the name of its victim. */
    @Test
    void aResetInTheNameOfTheServerHidesNoLogIn() {
        var call = call();
        int next = call.serverNext;
        call.serverNext = 12_345;
        call.resetByServer();
        call.serverNext = next;
        isFound(call.ask(SECRET));
    }

    @Test
    void aFragmentThatStaysAloneIsNotRead() {
        var call = call();
        scene.fragments(24);
        call.firstFragment("junk and more");
        scene.fragments(0);
        isFound(call.ask(SECRET));
    }

    @Test
    void whatTheTapLosesIsNotWaitedFor() {
        var call = call().ask("wro").lost(3).ask("ng\r\n").answer("\r\nLogin incorrect\r\nlogin: ");
        call.ask("supervisor\r\n").answer("Password: ").ask(SECRET);
        isFound(call);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void fragmentsHideNoLogIn(int bytes) {
        var call = call();
        scene.fragments(bytes);
        isFound(call.ask(SECRET));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void aConnectionInFragmentsFromItsStartHidesNoLogIn(int bytes) {
        scene.fragments(bytes);
        isFound(call().ask(SECRET));
    }

    /** Each of them alone tells no protocol. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void firstWordsInPiecesHideNoLogInByMqtt(int bytes) {
        var call = scene.connection(LOADER, CAM, 1883).open();
        pieces(call, "\u0010\u001a\0\4MQTT\4\u00c2\0<\0\0\0\5admin\0\5admin", bytes);
        call.answer(" \2\0\0").close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @Test
    void firstWordsInPiecesHideNoLogInByHttp() {
        var call = scene.connection(LOADER, CAM, 80).open();
        pieces(call, "GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\r\n", 1);
        call.answer("HTTP/1.1 200 OK\r\n\r\n").close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @Test
    void aBannerBeforeTheQuestionHidesNoLogIn() {
        var call = scene.connection(LOADER, CAM, 23).open();
        call.answer("\r\n").answer("Welcome to this camera\r\n").answer("lo").answer("gin: ");
        call.ask("supervisor\r\n").answer("Password: ").ask(SECRET);
        isFound(call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\3\1", "GET / HTTP/1.0\r\n\r\n", "SSH-", "\r\n"})
    void wordsOfAnotherProtocolBeforeTheQuestionHideNoLogIn(String decoy) {
        var call = scene.connection(LOADER, CAM, 23).open();
        call.ask(decoy).answer("\r\nlogin: ");
        call.ask("supervisor\r\n").answer("Password: ").ask(SECRET);
        isFound(call);
    }

    @Test
    void aWebPageThatEndsInALogInIsNone() {
        scene.connection(LOADER, CAM, 80)
                .open()
                .ask("GET / HTTP/1.1\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\n\r\nlogin:")
                .ask("GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\n\r\n")
                .close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    private static void pieces(Scene.Connection call, String text, int bytes) {
        for (int at = 0; at < text.length(); at += bytes) {
            call.ask(text.substring(at, Math.min(text.length(), at + bytes)));
        }
    }

    /** Between its two halves. */
    @Test
    void holesInManyConnectionsHideNoLogInOnAnother() {
        var call = call().piece(4, SECRET.substring(4));
        for (int i = 0; i < 3_000; i++) {
            scene.connection("198.51." + i / 250 + "." + i % 250, CAM, 23)
                    .open()
                    .piece(5, "hole");
        }
        call.piece(0, SECRET.substring(0, 4));
        call.clientNext += SECRET.length();
        isFound(call);
    }

    private Scene.Connection call() {
        return scene.connection(LOADER, CAM, 23)
                .open()
                .answer("login: ")
                .ask("supervisor\r\n")
                .answer("Password: ");
    }

    private void isFound(Scene.Connection call) {
        call.answer("\r\n# ").close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }
}

package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of devices as commands show, write and take them. */
final class ProfileCommandsTest {
    private static final String DEVICE = "02:00:00:00:00:14";
    private static final String ROUTE = "/api/v1/devices/02%3A00%3A00%3A00%3A00%3A14";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeNode node;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        node = new FakeNode(folder.resolve("node"));
        node.answers("GET " + ROUTE, Answers.DEVICE)
                .answers("GET " + ROUTE + "/mud", Answers.MUD)
                .answers("POST " + ROUTE + "/mud", Answers.DECLARED)
                .answers("POST " + ROUTE + "/learn", "{\"learning\":true}");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void whatADeviceDoesIsShownAndWhatIsNewWithItsFirstTime() {
        var fake = FakeTerminal.pipe();
        node.run(fake, "device", "show", DEVICE);
        assertThat(fake.out())
                .contains("Uses         tcp/443 api.example, udp/53 own network")
                .contains("Serves       tcp/80 own network")
                .contains("New          serves tcp/23 own network, 2 times since 2026-03-01 12:02:31 Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B8:27:EB:C7:E9:C9", "B8-27-EB-c7-e9-c9", " b8:27:eb:c7:e9:c9"})
    void aHardwareAddressIsTakenAsALabelOnTheDeviceWritesIt(String typed) {
        var route = "/api/v1/devices/b8%3A27%3Aeb%3Ac7%3Ae9%3Ac9";
        node.answers("GET " + route, Answers.DEVICE)
                .answers("GET " + route + "/mud", Answers.MUD)
                .answers("POST " + route + "/learn", "{\"learning\":true}")
                .answers("POST " + route + "/release", "{\"released\":true}");
        for (var command :
                new String[] {"device show", "device mud", "device learn", "device release", "verdict explain"}) {
            var words = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(typed));
            var fake = FakeTerminal.pipe();
            assertThat(node.run(fake, words.toArray(String[]::new)))
                    .as(fake.err())
                    .isEqualTo(Exit.DONE);
        }
    }

    @Test
    void aMudDocumentIsWrittenAsItCame() throws IOException {
        var fake = FakeTerminal.pipe();
        node.run(fake, "device", "mud", DEVICE);
        assertThat(fake.out()).isEqualTo(Answers.MUD);
        var file = folder.resolve("camera.json");
        node.run(fake, "device", "mud", DEVICE, "--out", file.toString());
        assertThat(file).hasContent(Answers.MUD);
    }

    @Test
    void whatIsNotTakenOfAMudDocumentIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("mud.json"), Answers.MUD);
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "device", "mud", DEVICE, "--import", file.toString()))
                .isEqualTo(Exit.DONE);
        assertThat(fake.out()).isEqualTo("""
                        + 02:00:00:00:00:14 is declared, 1 service; whatever else it does is news
                          tcp/443 api.example
                        ! not taken: r7: protocol 1 is not watched
                        ! not taken: 2 more
                        """);
    }

    @Test
    void noNodesAnswerMovesTheCursor() throws IOException {
        node.answers("POST " + ROUTE + "/mud", Answers.hostile(Answers.DECLARED));
        var file = Files.writeString(folder.resolve("mud.json"), Answers.MUD);
        var fake = FakeTerminal.pipe();
        node.run(fake, "device", "mud", DEVICE, "--import", file.toString());
        assertThat(fake.out()).doesNotContain("\u001b");
    }

    @Test
    void whatIsNoMudDocumentIsRefusedByNameBeforeTheNodeIsAsked() throws IOException {
        var text = Files.writeString(folder.resolve("notes"), "no document");
        for (var broken : new Path[] {text, folder, folder.resolve("missing")}) {
            var fake = FakeTerminal.pipe();
            assertThat(node.run(fake, "device", "mud", DEVICE, "--import", broken.toString()))
                    .isNotEqualTo(Exit.DONE);
            assertThat(fake.err())
                    .startsWith("tocsin: mud.")
                    .contains("'" + broken + "'")
                    .hasLineCount(1);
        }
    }

    @Test
    void aDeviceLearnsAnew() {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "device", "learn", DEVICE)).isEqualTo(Exit.DONE);
        assertThat(fake.out()).startsWith("02:00:00:00:00:14 learns anew");
    }
}

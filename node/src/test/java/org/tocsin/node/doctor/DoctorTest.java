package org.tocsin.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;

/** What the doctor says of keys that others can read, or that are gone, can be done as it stands there. */
final class DoctorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Home home;

    @BeforeEach
    void found() throws IOException {
        home = new Home(folder.resolve("home"));
        var founding = new Founding(Clock.system(), Entropy.system());
        assertThat(founding.found(home, "acme.example", List.of(), Map.of()).token())
                .isNotEmpty();
    }

    @Test
    void anUnsealFileThatTheGroupCanReadIsClosedNotRestored() throws IOException {
        var file = home.unsealFile(Map.of());
        assertThat(check("unseal").state()).isEqualTo(Check.State.GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check("unseal").state()).isEqualTo(Check.State.BAD);
        assertThat(check("unseal").cure()).isEqualTo("chmod 600 " + file);
    }

    @Test
    void aLostUnsealFileIsRestoredFromThePhrase() throws IOException {
        Files.delete(home.unsealFile(Map.of()));
        assertThat(check("unseal").cure()).startsWith("restore it: tocsin node unseal --home " + home.folder());
    }

    @Test
    void aKeyFileThatTheGroupCanReadIsNamed() throws IOException {
        var file = home.keys().resolve("root.key");
        assertThat(check("keys").state()).isEqualTo(Check.State.GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check("keys").what()).isEqualTo(file + " is open to others: rw-r-----");
        assertThat(check("keys").cure()).isEqualTo("chmod -R go= " + home.keys());
    }

    private Check check(String name) {
        return new Doctor(home, Map.of(), Clock.system())
                .examine().stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }
}

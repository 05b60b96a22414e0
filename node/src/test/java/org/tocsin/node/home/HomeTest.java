package org.tocsin.node.home;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class HomeTest {
    @TempDir
    Path folder;

    @Test
    void aHomeThatANewerProgramHasArrangedIsRefusedByName() throws Exception {
        var home = new Home(folder.resolve("acme"));
        new Founding(Clock.system(), Entropy.system()).found(home, "acme.example", List.of(), Map.of());
        assertThatCode(home::requireFounded).doesNotThrowAnyException();
        Files.writeString(home.state().resolve("format"), "tocsin-home 2 tocsin 9.0.0");
        assertThatThrownBy(home::requireFounded)
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("home.newer-format")
                .hasMessageContaining("tocsin 9.0.0");
    }
}

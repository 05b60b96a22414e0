package org.tocsin.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Node;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;

final class ProcessLogTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void restore() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void aPortThatIsTakenIsRefusedByNameAndNothingIsLogged(@TempDir Path folder) throws IOException {
        var home = new Home(folder.resolve("acme"));
        new Founding(Clock.system(), Entropy.system()).found(home, "acme.example", List.of(), Map.of());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessLog.shortLines(new PrintStream(log, true, StandardCharsets.UTF_8));
            var environment = Map.of("TOCSIN_API_LISTEN", "127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> Node.start(home, environment, Clock.system(), Entropy.system()))
                    .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                            .isEqualTo("api.listen"));
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Address;

/** What comes in the place of a list that stands. */
final class ImportTest {
    @TempDir
    private Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private void take(String text) {
        var until = pair.clock.now().plus(Duration.ofDays(1));
        pair.acme.importList("l", Action.BLOCK, until, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# no entries today\n\n; none\n", "ip,seen\n"})
    void aDownloadThatFailedDoesNotPutTheListOutOfForceThatStands(String text) {
        take("45.0.0.1\n");
        assertThatThrownBy(() -> take(text))
                .hasMessageStartingWith("import.nothing: the list ")
                .hasMessageEndingWith("tocsin intel rm l");
        assertThat(pair.acme.imports().naming(Address.parse("45.0.0.1"), pair.clock.now()))
                .isPresent();
    }
}

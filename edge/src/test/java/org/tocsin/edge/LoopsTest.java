package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;

final class LoopsTest {
    @Test
    void nativeLibrariesAreNotLostOnTheWayFromTheBuild() {
        var machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                machine.equals("Linux amd64"),
                () -> "native libraries are shipped for Linux amd64, this is " + machine);
        assertThat(OpenSsl.unavailabilityCause()).isNull();
        try (var loops = Loops.open(1)) {
            assertThat(loops.isNative()).isTrue();
        }
    }
}

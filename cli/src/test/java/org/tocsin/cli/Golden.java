package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Output as it was when somebody last looked at it. {@code TOCSIN_GOLDEN=write} writes it anew, to be looked at in the diff. */
final class Golden {
    private Golden() {}

    static void check(String name, String output) throws IOException {
        if ("write".equals(System.getenv("TOCSIN_GOLDEN"))) {
            var root = Path.of(System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".."));
            Files.writeString(
                    root.resolve("cli/src/test/resources/org/tocsin/cli").resolve(name), output);
            return;
        }
        try (var in = Golden.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            assertThat(output).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

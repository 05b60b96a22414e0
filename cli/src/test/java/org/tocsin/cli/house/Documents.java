package org.tocsin.cli.house;

import java.io.IOException;
import java.nio.file.Files;

/** Documents of this repository, for tests that compare them with what they document. */
public final class Documents {
    private Documents() {}

    /** @param path below the root */
    public static String read(String path) throws IOException {
        return Files.readString(SourceTree.root().resolve(path));
    }
}

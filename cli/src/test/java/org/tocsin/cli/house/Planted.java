package org.tocsin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** Compiles a class that breaks a rule, so that a rule that sees nothing is seen. */
final class Planted {
    private Planted() {}

    /** One class of that name with that member, and the things that it may name. */
    static JavaClasses compile(Path folder, String type, String member) throws IOException {
        var files = List.of(
                write(folder, type, member),
                write(folder, "org.tocsin.policy.Neighbour", ""),
                write(folder, "io.helidon.planted.Thing", ""),
                write(folder, "io.netty.planted.Thing", ""));
        var out = Files.createDirectory(folder.resolve("classes"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "-d", out.toString(), "-classpath", out.toString());
            var units = manager.getJavaFileObjectsFromPaths(files);
            assertThat(compiler.getTask(said, manager, null, options, null, units)
                            .call())
                    .as(said.toString())
                    .isTrue();
        }
        return new ClassFileImporter().importPath(out);
    }

    private static Path write(Path folder, String type, String member) throws IOException {
        int dot = type.lastIndexOf('.');
        var file = folder.resolve("src").resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                "package " + type.substring(0, dot) + ";\npublic class " + type.substring(dot + 1) + " { " + member
                        + " }\n");
    }
}

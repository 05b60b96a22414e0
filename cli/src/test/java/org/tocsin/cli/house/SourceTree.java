package org.tocsin.cli.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text files of a repository, without what a build makes. */
final class SourceTree {
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".vscode", ".cifuzz-corpus");
    private static final Set<String> BINARY = Set.of("png", "jpg", "pcap", "pcapng", "bin", "der", "cbor", "gz", "jar");

    private final Path root;
    private final List<SourceFile> files;

    private SourceTree(Path root, List<SourceFile> files) {
        this.root = root;
        this.files = files;
    }

    /** A file with its path below the root, {@code /} between folders. */
    record SourceFile(String path, String text) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String folder() {
            return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        }

        List<String> lines() {
            return text.lines().toList();
        }

        boolean isMain() {
            return path.contains("src/main/java/");
        }
    }

    /** The repository that is being built. */
    static SourceTree repository() throws IOException {
        return of(root());
    }

    static Path root() {
        return Path.of(System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".."));
    }

    static SourceTree of(Path root) throws IOException {
        var files = new ArrayList<SourceFile>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var path = root.relativize(file).toString().replace('\\', '/');
                if (!path.equals(".git") && !BINARY.contains(path.substring(path.lastIndexOf('.') + 1))) {
                    read(file, path, files);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new SourceTree(root, files);
    }

    private static void read(Path file, String path, List<SourceFile> into) {
        try {
            into.add(new SourceFile(path, Files.readString(file, StandardCharsets.UTF_8)));
        } catch (MalformedInputException notText) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    List<SourceFile> all() {
        return files;
    }

    List<SourceFile> java() {
        return files.stream().filter(f -> f.path().endsWith(".java")).toList();
    }

    List<SourceFile> markdown() {
        return files.stream().filter(f -> f.path().endsWith(".md")).toList();
    }

    /** Whether a file or folder of that path, relative to the root, exists. */
    boolean has(String path) {
        return Files.exists(root.resolve(path).normalize());
    }
}

package org.tocsin.node.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** The home folder of a node: one folder to back up. The key that unseals it lies outside. Source: ARCHITECTURE section 5. */
public record Home(Path folder) {
    /** In {@link #state()}: who has it works on this home. */
    public static final String LOCK = "lock";

    private static final String MAGIC = "tocsin-home";
    private static final int FORMAT = 1;

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path settings() {
        return folder.resolve("tocsin.yaml");
    }

    public Path database() {
        return folder.resolve("tocsin.db");
    }

    public Path ledger() {
        return folder.resolve("ledger");
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    /** What is learnt of own devices. */
    public Path profiles() {
        return state().resolve("profiles.cbor");
    }

    /** Packets that prove incidents. */
    public Path captures() {
        return folder.resolve("captures");
    }

    public Path state() {
        return folder.resolve("state");
    }

    Path descriptor() {
        return state().resolve("descriptor.cbor");
    }

    /** Where the unseal key is looked for: a systemd credential, {@code TOCSIN_UNSEAL_FILE}, else beside the home folder. */
    public Path unsealFile(Map<String, String> environment) {
        return UnsealKey.locate(environment, folder.resolveSibling(folder.getFileName() + ".unseal"));
    }

    /** The key that is found there. */
    public UnsealKey unsealKey(Map<String, String> environment) throws IOException {
        return UnsealKey.read(unsealFile(environment), environment);
    }

    public boolean isFounded() {
        return Files.exists(descriptor());
    }

    /** Refuses a folder that no {@code node init} has been at. */
    public void requireFounded() throws IOException {
        if (!isFounded()) {
            throw new Rejection(
                    "home.missing",
                    folder + " is no node's home; make one with: tocsin node init --home " + folder
                            + " --org YOUR.DOMAIN");
        }
        requireKnownFormat();
    }

    /** Refuses a folder that a newer program has arranged in another way. */
    private void requireKnownFormat() throws IOException {
        if (!Files.exists(format())) {
            return; // of the time before the file
        }
        var words = Files.readString(format(), StandardCharsets.UTF_8).strip().split(" ", 3);
        boolean known = words.length > 1 && words[0].equals(MAGIC) && words[1].equals(String.valueOf(FORMAT));
        if (!known) {
            throw new Rejection(
                    "home.newer-format",
                    folder + " says '" + Printable.of(String.join(" ", words)) + "'; this program knows " + MAGIC + " "
                            + FORMAT);
        }
    }

    private Path format() {
        return state().resolve("format");
    }

    /** Makes the folders, readable by their owner alone. */
    void create() throws IOException {
        for (var path : new Path[] {folder, ledger(), keys(), state()}) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        writePrivate(format(), (MAGIC + " " + FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
        if (!Files.exists(database())) {
            writePrivate(database(), new byte[0]); // SQLite fills it, and gives its journal the same rights
        }
    }

    /** Writes a file that only its owner can read, in one step: a reader sees the old one or the new one. Durable on return. */
    public static void writePrivate(Path file, byte[] content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}

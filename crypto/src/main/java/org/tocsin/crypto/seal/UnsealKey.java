package org.tocsin.crypto.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

/**
 * The 32 bytes that open a node's sealed keys. They lie outside the home folder, so that a stolen backup stays closed. The
 * file holds exactly these bytes and only its owner may read it.
 */
public record UnsealKey(Bytes secret) {
    public static final int SIZE = 32;

    /** Environment variable that names the file. */
    public static final String FILE_VARIABLE = "TOCSIN_UNSEAL_FILE";

    /** Name under which systemd offers it: {@code LoadCredential=tocsin-unseal:/path}. */
    public static final String CREDENTIAL = "tocsin-unseal";

    private static final String CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY";
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> WORLD = PosixFilePermissions.fromString("----wxrwx");

    public UnsealKey {
        if (secret.size() != SIZE) {
            throw new Rejection("seal.unseal-key", secret.size() + " bytes where " + SIZE + " belong");
        }
    }

    public static UnsealKey generate(Entropy entropy) {
        return new UnsealKey(Bytes.owning(entropy.bytes(SIZE)));
    }

    /** Where the key is: {@value #FILE_VARIABLE}, else the systemd credential, else the fallback. */
    public static Path locate(Map<String, String> environment, Path fallback) {
        return Optional.ofNullable(environment.get(FILE_VARIABLE))
                .map(Path::of)
                .or(() -> credential(environment).filter(Files::exists))
                .orElse(fallback);
    }

    private static Optional<Path> credential(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(CREDENTIALS_VARIABLE))
                .map(folder -> Path.of(folder).resolve(CREDENTIAL));
    }

    /** Reads the key; refused if it is absent, of another size, or open to anybody but its owner. */
    public static UnsealKey read(Path file) throws IOException {
        return read(file, Map.of());
    }

    /**
     * As {@link #read(Path)}, also a credential that systemd lends to another user than root: it lets that user in by an access
     * list, whose mask shows as a right of the group to read, and the file can't be changed by anybody.
     */
    public static UnsealKey read(Path file, Map<String, String> environment) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Rejection("seal.no-unseal-key", file + " is not there; restore it from the recovery phrase");
        }
        refuseOpen(file, credential(environment).filter(file::equals).isPresent() ? WORLD : OTHERS);
        var bytes = new byte[SIZE + 1];
        int size;
        try (var in = Files.newInputStream(file)) {
            size = in.readNBytes(bytes, 0, bytes.length);
        }
        if (size != SIZE) {
            throw new Rejection("seal.unseal-key", file + " does not hold exactly " + SIZE + " bytes");
        }
        return new UnsealKey(Bytes.owning(Arrays.copyOf(bytes, SIZE)));
    }

    /** Writes the key to a new file that only its owner may read; refused if the file exists. */
    public void write(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Rejection("seal.exists", file + " exists; an unseal key is never overwritten");
        }
        var named = OwnerOnly.folderOf(file).resolve(file.getFileName());
        try (var channel = FileChannel.open(
                named, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.FILE)) {
            channel.write(ByteBuffer.wrap(secret.shared()));
            channel.force(true);
        }
    }

    private static void refuseOpen(Path file, Set<PosixFilePermission> open) throws IOException {
        for (var permission : Files.getPosixFilePermissions(file)) {
            if (open.contains(permission)) {
                throw new Rejection("seal.permissions", file + " is open to others than its owner: chmod 600 " + file);
            }
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "UnsealKey";
    }
}

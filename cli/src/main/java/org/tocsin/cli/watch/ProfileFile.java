package org.tocsin.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/** What is learnt of devices, in a file from watch to watch. */
final class ProfileFile {
    private static final Limit SIZE = new Limit("profile.size", 64 << 20);

    private final Path path;
    private final Path fresh;

    /** Refused ({@code profile.unwritable}) where nothing could be saved: known before hours of watching, not after. */
    ProfileFile(Path path) {
        this.path = path;
        fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.write(fresh, new byte[0]);
            Files.delete(fresh);
        } catch (IOException refused) {
            throw unwritable();
        }
    }

    private Rejection unwritable() {
        return new Rejection("profile.unwritable", "'" + path + "' can't be written; its folder must be there");
    }

    /** Takes up what was saved before, if anything was. Refuses what is no profile by the file's name, whatever it is instead. */
    void load(Watch watch) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            SIZE.check(Files.size(path));
            watch.load(Files.readAllBytes(path));
        } catch (Rejection broken) {
            if (broken.code().equals("profile.version")) {
                throw new Rejection("profile.version", "'" + path + "': " + broken.detail());
            }
            throw new Rejection(
                    "profile.damaged", "'" + path + "' is no profile, or a damaged one: " + broken.detail());
        } catch (IOException unread) {
            throw new Rejection("profile.unreadable", "'" + path + "' is no file that can be read");
        }
    }

    /** Beside the file first, so that a crash leaves the old one or the new one. */
    void save(byte[] profiles) {
        try {
            Files.write(fresh, profiles);
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            throw unwritable();
        }
    }
}

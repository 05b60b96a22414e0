package org.tocsin.node.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.home.Home;
import org.tocsin.platform.Job;

/** Keeps what the tap has learnt of its devices over a restart. A kill costs what was learnt within the last minutes. */
public final class ProfileFile {
    private static final System.Logger LOG = System.getLogger(ProfileFile.class.getName());
    private static final Duration EACH = Duration.ofMinutes(5);

    private final Path file;
    private final Watch watch;

    public ProfileFile(Path file, Watch watch) {
        this.file = file;
        this.watch = watch;
    }

    /** Gives it to the tap that starts next. One that can't be read costs no start: learning begins anew. */
    public void recall() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            watch.recall(Files.readAllBytes(file));
        } catch (Rejection unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what was learnt of devices can''t be read, learning begins anew: {0}",
                    unreadable.getMessage());
        }
    }

    /** Writes it, in one step; durable when it returns. Refused ({@code profile.not-stored}) where the disk does not take it. */
    public synchronized void keep() {
        watch.profiles().ifPresent(learnt -> {
            try {
                Home.writePrivate(file, learnt);
            } catch (IOException broken) {
                throw new Rejection("profile.not-stored", file.getFileName() + ": " + broken.getMessage());
            }
        });
    }

    /** The last time: a disk that is full must not keep the rest from being closed. */
    public void close() {
        try {
            keep();
        } catch (Rejection full) {
            LOG.log(System.Logger.Level.WARNING, "what was learnt lately is lost: {0}", full.getMessage());
        }
    }

    public Job job() {
        return new Job("profiles", EACH, this::keep);
    }
}

package org.tocsin.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.MudDocument;
import org.tocsin.detection.Profile;
import org.tocsin.kernel.Rejection;

/** A MUD document for each own device of a capture that has shown what it does. */
final class MudFolder {
    /** Nobody's name (RFC 2606): a capture does not say who would publish the document. */
    private static final String URL = "https://mud.invalid/";

    private final Path folder;

    /** Made if it is missing where its own folder is there; refused ({@code mud.folder}) if it can't be, or takes no file. */
    MudFolder(Path folder) {
        this.folder = folder;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            Files.delete(Files.createTempFile(folder, "mud", ".new"));
        } catch (IOException noFolder) {
            throw refused();
        }
    }

    private Rejection refused() {
        return new Rejection(
                "mud.folder",
                Files.isDirectory(folder)
                        ? "nothing can be written into '" + folder + "'"
                        : "'" + folder + "' is no folder, and can't be made; the one that it lies in must be there");
    }

    /** Returns how many documents were written; a computer or phone has none. */
    int write(List<Device> devices, DetectionSettings settings) {
        int written = 0;
        for (var device : devices) {
            var profile = device.profile();
            if (settings.isInside(device.address())
                    && profile.state() != Profile.State.CROWDED
                    && !profile.services().isEmpty()) {
                var name = device.id().replace(':', '-') + ".json";
                write(name, MudDocument.file(device, URL + name, device.lastSeen()));
                written++;
            }
        }
        return written;
    }

    private void write(String name, byte[] document) {
        try {
            Files.write(folder.resolve(name), document);
        } catch (IOException full) {
            throw refused();
        }
    }

    /**
     * What came of it, in a sentence.
     *
     * @param learn minutes of learning
     */
    String words(int written, long learn) {
        return written + (written == 1 ? " MUD document" : " MUD documents") + " in " + folder
                + (written > 0
                        ? ""
                        : ": no device of yours used or served anything in its first " + learn
                                + (learn == 1 ? " minute" : " minutes")
                                + " (--learn MINUTES), or too much for a thing of one purpose");
    }
}

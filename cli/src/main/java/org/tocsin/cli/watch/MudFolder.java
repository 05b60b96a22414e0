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

    /** Made if it is missing; refused ({@code mud.folder}) if it can't be. */
    MudFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException noFolder) {
            throw new Rejection("mud.folder", "'" + folder + "' is no folder, and can't be made");
        }
    }

    /** Returns how many documents were written; a computer or phone has none. */
    int write(List<Device> devices, DetectionSettings settings) throws IOException {
        int written = 0;
        for (var device : devices) {
            var profile = device.profile();
            if (settings.isInside(device.address())
                    && profile.state() != Profile.State.CROWDED
                    && !profile.services().isEmpty()) {
                var name = device.id().replace(':', '-') + ".json";
                Files.write(folder.resolve(name), MudDocument.file(device, URL + name, device.lastSeen()));
                written++;
            }
        }
        return written;
    }
}

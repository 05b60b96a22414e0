package org.tocsin.detection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tocsin.detection.mud.MudReader;
import org.tocsin.detection.mud.MudWriter;
import tools.jackson.databind.node.ObjectNode;

/** A profile as a Manufacturer Usage Description. Source: RFC 8520. */
public final class MudDocument {
    private MudDocument() {}

    /**
     * The document of one device. Refused ({@code mud.crowded}) for a device whose profile holds only a part of what it uses: a manager would
     * block the rest.
     *
     * @param url where the maker's document would be, https
     * @param now when it is written
     */
    public static ObjectNode write(Device device, String url, Instant now) {
        return MudWriter.write(device, url, now);
    }

    /** As above, as a file that people can read, UTF-8. */
    public static byte[] file(Device device, String url, Instant now) {
        return (write(device, url, now).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a document declares. Refused by name ({@code mud.*}) if it is none.
     *
     * @param settings tell own networks from others
     */
    public static Declaration read(byte[] document, DetectionSettings settings) {
        return MudReader.read(document, settings);
    }
}

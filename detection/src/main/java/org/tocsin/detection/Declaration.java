package org.tocsin.detection;

import java.util.List;

/**
 * What a MUD document declares of a device.
 *
 * @param systemInfo what it calls the device, made safe to show
 * @param services each once
 * @param keptOut rules that are not taken, each with its name and the reason; at most {@value #MOST_KEPT_OUT}
 * @param others how many more are not taken
 */
public record Declaration(String systemInfo, List<Service> services, List<String> keptOut, int others) {
    /** Reasons that are told one by one. */
    public static final int MOST_KEPT_OUT = 32;

    public Declaration {
        services = List.copyOf(services);
        keptOut = List.copyOf(keptOut);
    }
}

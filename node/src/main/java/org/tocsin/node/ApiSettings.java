package org.tocsin.node;

import org.tocsin.federation.FederationSettings;

/**
 * The section {@code api}: console, API and feeds.
 *
 * @param listen host:port; loopback unless somebody decides otherwise, port 0 takes a free one
 */
public record ApiSettings(String listen) {
    public ApiSettings {
        FederationSettings.requireHostAndPort("api.listen", listen);
    }

    public static ApiSettings defaults() {
        return new ApiSettings("127.0.0.1:8443");
    }

    public String host() {
        return listen.substring(0, listen.lastIndexOf(':'));
    }

    public int port() {
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }
}

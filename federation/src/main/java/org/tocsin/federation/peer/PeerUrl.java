package org.tocsin.federation.peer;

import java.net.URI;

/** Which of a peer's URLs can be dialled: others may be of a later version, or an attempt to have this node call elsewhere. */
public final class PeerUrl {
    private PeerUrl() {}

    /** Whether it is an https URL with a host and nothing behind it that a request would carry along. */
    public static boolean isDialable(String url) {
        try {
            var uri = URI.create(url);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

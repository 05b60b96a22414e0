package org.tocsin.cli;

import org.tocsin.kernel.Rejection;

/** Something that is needed is missing on this machine; the message names it and the cure. Ends in {@link Exit#MISSING}. */
public final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    public Missing(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    /** What the kernel of this machine, or its rights, lack is missing; any other refusal stays what it is. */
    public static RuntimeException or(Rejection refused) {
        return switch (refused.code()) {
            case "nft.permission",
                    "nft.missing",
                    "live.permission",
                    "linux.permission",
                    "linux.platform",
                    "linux.not-supported" -> new Missing(refused.getMessage());
            default -> refused;
        };
    }

    @Override
    public String getMessage() {
        return what;
    }
}

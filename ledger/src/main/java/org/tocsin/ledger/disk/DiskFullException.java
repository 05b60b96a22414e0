package org.tocsin.ledger.disk;

import java.io.IOException;

/** No space, or no quota, is left: the one failure of a disk that an operator can cure while the node runs. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFullException(String file) {
        super("no space left for " + file);
    }
}

package org.tocsin.edge.nft;

import org.tocsin.edge.linux.Errno;
import org.tocsin.kernel.Rejection;

/** What the kernel's error numbers mean here, each with what to do. */
final class Refusals {
    private Refusals() {}

    static Rejection of(String doing, int errno, String said) {
        var detail = doing + ": " + Errno.said(errno) + (said.isEmpty() ? "" : " (" + said + ")");
        return switch (Errno.of(errno)) {
            case EPERM, EACCES -> new Rejection("nft.permission", detail + "; " + PERMISSION);
            case ENOENT -> new Rejection("nft.gone", detail + "; the table, or what was in it, is no longer there");
            case EEXIST -> new Rejection("nft.exists", detail + "; something of that name is there already");
            case ENOBUFS, ENOMEM, EMSGSIZE ->
                new Rejection("nft.no-room", detail + "; the kernel has no memory for it now");
            case ENFILE, ENOSPC -> new Rejection("nft.full", detail + "; a set is full");
            case EAGAIN, EBUSY, EINTR, ERESTART ->
                new Rejection("nft.busy", detail + "; somebody else changed rules at the same time, it is tried again");
            case EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT -> new Rejection("nft.missing", detail + "; " + MISSING);
            default -> new Rejection("nft.kernel", detail);
        };
    }

    static final String PERMISSION =
            "blocking in the kernel needs CAP_NET_ADMIN. Run as root, or give it to the service"
                    + " (AmbientCapabilities=CAP_NET_ADMIN), or set edge.kernel.enforce to false";
    static final String MISSING =
            "this kernel has no nf_tables, or lacks a part of it that is needed (Linux 5.10 has all)";
}

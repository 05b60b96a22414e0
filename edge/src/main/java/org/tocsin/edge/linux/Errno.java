package org.tocsin.edge.linux;

import org.tocsin.kernel.Rejection;

/** Error numbers of Linux (errno.h, asm-generic) that mean something here, by their names. */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such thing"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    EBADF(9, "not open"),
    EAGAIN(11, "try again"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "busy"),
    EEXIST(17, "exists already"),
    ENODEV(19, "no such device"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many of them"),
    EMFILE(24, "too many open files"),
    ENOSPC(28, "no space left"),
    EMLINK(31, "too many links"),
    ERANGE(34, "out of range"),
    ENOTEMPTY(39, "not empty"),
    ENAMETOOLONG(36, "name too long"),
    EOVERFLOW(75, "value too large"),
    ERESTART(85, "to be tried again"),
    EMSGSIZE(90, "message too long"),
    ENOPROTOOPT(92, "option not known"),
    EPROTONOSUPPORT(93, "protocol not supported"),
    EOPNOTSUPP(95, "not supported"),
    EAFNOSUPPORT(97, "address family not supported"),
    ENETDOWN(100, "network is down"),
    ENOBUFS(105, "no buffer space"),
    ETIMEDOUT(110, "timed out"),
    /** A number without a name here. */
    OTHER(-1, "an error without a name");

    private final int number;
    private final String words;

    Errno(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /** The one of that number, {@link #OTHER} if it has no name here. */
    public static Errno of(int number) {
        for (var errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }

    public int number() {
        return number;
    }

    /** As people read it: {@code EPERM, operation not permitted}. */
    public static String said(int number) {
        var errno = of(number);
        return errno == OTHER ? "errno " + number : errno.name() + ", " + errno.words;
    }

    /** What a call came to: its result, or a named refusal for {@code -errno}. */
    public static int check(String call, int result) {
        if (result < 0) {
            throw refusal(call, -result);
        }
        return result;
    }

    /** The refusal of a call that failed with that number. */
    public static Rejection refusal(String call, int number) {
        var detail = call + ": " + said(number);
        return switch (of(number)) {
            case EPERM, EACCES -> new Rejection("linux.permission", detail);
            case ENODEV, ENXIO -> new Rejection("linux.no-device", detail);
            case ENETDOWN -> new Rejection("linux.net-down", detail);
            case ENOMEM, ENOBUFS, EMFILE, ENOSPC -> new Rejection("linux.no-room", detail);
            case ENOPROTOOPT, EPROTONOSUPPORT, EOPNOTSUPP, EAFNOSUPPORT -> new Rejection("linux.not-supported", detail);
            default -> new Rejection("linux.call", detail);
        };
    }
}

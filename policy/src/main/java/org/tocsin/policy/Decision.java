package org.tocsin.policy;

/** What an enforcer shall do, from mild to grave. */
public sealed interface Decision {
    /** Nothing speaks against it. */
    record Permit() implements Decision {
        private static final Permit IT = new Permit();
    }

    /** What is there goes on, nothing new is let in: the fast lane on one reporter's word. */
    record Throttle(Ground ground) implements Decision {}

    /** Own device under suspicion: its sessions are closed and it is not let in, from whatever address it comes. */
    record Quarantine(Ground ground) implements Decision {}

    /** Live sessions are closed, new ones refused. */
    record Deny(Ground ground) implements Decision {}

    /** Lets pass. */
    static Decision permit() {
        return Permit.IT;
    }

    /** Whether a new session may begin. */
    default boolean admitsNew() {
        return this instanceof Permit;
    }

    /** Whether a live session may go on. */
    default boolean sparesLive() {
        return switch (this) {
            case Permit _, Throttle _ -> true;
            case Quarantine _, Deny _ -> false;
        };
    }

    /** Whether it still holds. */
    default boolean holdsAt(long nowMillis) {
        return nowMillis < untilMillis();
    }

    /** When it ends, milliseconds since 1970. */
    default long untilMillis() {
        return switch (this) {
            case Permit _ -> Ground.FOR_GOOD;
            case Throttle t -> t.ground().untilMillis();
            case Quarantine q -> q.ground().untilMillis();
            case Deny d -> d.ground().untilMillis();
        };
    }

    /** The graver of two; of equals this one. */
    default Decision graver(Decision other) {
        return other.gravity() > gravity() ? other : this;
    }

    private int gravity() {
        return switch (this) {
            case Permit _ -> 0;
            case Throttle _ -> 1;
            case Quarantine _ -> 2;
            case Deny _ -> 3;
        };
    }
}

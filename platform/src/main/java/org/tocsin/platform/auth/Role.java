package org.tocsin.platform.auth;

import java.util.Set;

/** Sets of permissions that can be given away. */
public enum Role {
    STRANGER(Set.of(Permission.NONE)),
    FEED(Set.of(Permission.NONE, Permission.FEED)),
    READER(Set.of(Permission.NONE, Permission.FEED, Permission.READ)),
    OPERATOR(Set.of(Permission.NONE, Permission.FEED, Permission.READ, Permission.OPERATE)),
    ADMIN(Set.of(Permission.values()));

    @SuppressWarnings(
            "ImmutableEnumChecker") // Set.of and a copy are immutable; the checker can't see it through the parameter
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}

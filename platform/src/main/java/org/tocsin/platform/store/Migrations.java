package org.tocsin.platform.store;

/**
 * Where a capability keeps its SQL migrations: {@code org/tocsin/<name>/sql-migrations}, a folder that is no package name, since
 * Flyway can't read from a package of a named module.
 *
 * @param room the capability's word; its history has a table of its own, so that one can be deleted without the others
 * @param loader finds the files
 */
public record Migrations(String room, ClassLoader loader) {
    public static Migrations of(String room, Class<?> anyOfTheRoom) {
        return new Migrations(room, anyOfTheRoom.getClassLoader());
    }
}

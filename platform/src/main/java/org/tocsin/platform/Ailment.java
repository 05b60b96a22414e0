package org.tocsin.platform;

/**
 * Something that a person should know or mend.
 *
 * @param code stable name, {@code area.what}
 * @param what what is wrong, in one sentence
 * @param cure what to do about it
 */
public record Ailment(String code, String what, String cure) {}

package org.tocsin.wire.capture;

/**
 * Where a capture stopped making sense. All frames before it were good.
 *
 * @param offset of the damaged record in the file, in bytes
 * @param what is wrong there, in words
 */
public record Damage(long offset, String what) {}

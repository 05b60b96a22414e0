package org.tocsin.crypto.sign;

/**
 * A value whose signature has been verified, with the envelope to pass on.
 *
 * @param value decoded from the envelope's body
 * @param envelope as it came, byte for byte
 */
public record Signed<T>(T value, SignedBody envelope) {}

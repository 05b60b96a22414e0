package org.tocsin.federation;

import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;

/**
 * Proof that a peer showed two truths, both signed by its keys, so that it convinces everybody who knows its root.
 *
 * @param what one sentence
 * @param about the log's origin, or the number of the descriptor
 * @param held what was held here, as encoded: a checkpoint or a signed descriptor
 * @param shown what came later, or to somebody else
 */
public record Evidence(Fingerprint peer, String what, String about, Bytes held, Bytes shown) {}

package org.tocsin.ledger.log;

import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.disk.Disk;

/**
 * What a ledger stands on.
 *
 * @param disk its own folder
 * @param sink where payloads go
 * @param signers keys of its logs
 * @param storeKey wraps the key of each payload
 */
public record Ports(
        Disk disk, PayloadSink sink, Signers signers, KeyWrap storeKey, Clock clock, Entropy entropy, Meter meter) {}

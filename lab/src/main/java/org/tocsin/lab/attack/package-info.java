/**
 * Simulated attacks, modelled on what was published about Mirai (Antonakakis et al., USENIX Security 2017), in two halves: frames
 * for a tap to read, which are written to a stream and sent nowhere, and real connections to a relay of the lab on loopback.
 * The same seed makes the same frames.
 */
@NullMarked
package org.tocsin.lab.attack;

import org.jspecify.annotations.NullMarked;

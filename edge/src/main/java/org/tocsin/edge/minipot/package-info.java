/**
 * Listeners on the ports that bots try, which speak just enough to be asked for a log-in, and refuse every one: who logs in where
 * nobody has anything to seek has shown itself by a completed handshake, and can't say that its address was forged.
 *
 * <p>Start at {@link org.tocsin.edge.minipot.Minipots}. What comes in is hostile and nothing of it is run, passed on or sent back.
 * And nobody else must be made to log in: a web page, a link with a password in it, a forgotten device or a port scanner accuses
 * nobody.
 */
@NullMarked
package org.tocsin.edge.minipot;

import org.jspecify.annotations.NullMarked;

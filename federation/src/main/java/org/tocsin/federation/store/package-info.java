/** Peers, invitations, cursors and followed entries in SQL; a projection that follows the sessions. */
@NullMarked
package org.tocsin.federation.store;

import org.jspecify.annotations.NullMarked;

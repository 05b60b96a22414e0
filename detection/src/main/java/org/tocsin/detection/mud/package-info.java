/**
 * Profiles as MUD documents, to other tools and from makers (RFC 8520, RFC 8519); a hostile document must neither cost more than its size
 * nor declare what it does not say.
 */
@NullMarked
package org.tocsin.detection.mud;

import org.jspecify.annotations.NullMarked;

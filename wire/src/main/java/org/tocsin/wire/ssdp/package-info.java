/** SSDP, by which devices announce and look for services. Source: UPnP Device Architecture 2.0, section 1. */
@NullMarked
package org.tocsin.wire.ssdp;

import org.jspecify.annotations.NullMarked;

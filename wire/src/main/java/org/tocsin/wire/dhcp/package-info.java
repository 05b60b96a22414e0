/** DHCP messages (RFC 2131, 2132), as far as they tell who a device says it is and who gives out addresses. */
@NullMarked
package org.tocsin.wire.dhcp;

import org.jspecify.annotations.NullMarked;

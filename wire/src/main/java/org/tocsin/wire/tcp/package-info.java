/** TCP's bytes put in order, bounded. Source: RFC 9293, section 3.4 and 3.10.7.4. */
@NullMarked
package org.tocsin.wire.tcp;

import org.jspecify.annotations.NullMarked;

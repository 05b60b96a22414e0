/** State per device and the tests over it: each a small class, a bounded step per packet, nothing that an attacker can grow. */
@NullMarked
package org.tocsin.detection.detector;

import org.jspecify.annotations.NullMarked;

/** Tests of detection: synthesised scenes, near misses beside each, and real captures as judges. */
@NullMarked
package org.tocsin.detection;

import org.jspecify.annotations.NullMarked;

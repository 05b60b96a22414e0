/**
 * The few calls of the Linux kernel that the JDK has no name for, through the foreign-function API (JEP 454). The only package of
 * the house that touches memory by address; what it hands out is bounded by the segment that it lies in.
 */
@NullMarked
package org.tocsin.edge.linux;

import org.jspecify.annotations.NullMarked;

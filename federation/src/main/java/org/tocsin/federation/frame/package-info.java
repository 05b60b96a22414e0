/** The frames of follow and offer, byte for byte as FORMATS has them; hostile ones are refused by name. */
@NullMarked
package org.tocsin.federation.frame;

import org.jspecify.annotations.NullMarked;

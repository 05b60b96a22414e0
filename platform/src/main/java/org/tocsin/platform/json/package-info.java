/** JSON for people and machines, built by hand so that no field leaves by accident. */
@NullMarked
package org.tocsin.platform.json;

import org.jspecify.annotations.NullMarked;

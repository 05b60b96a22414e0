/** The rules of the house as tests: over the source tree what a compiler can't say, over the classes what module-info can't. */
@NullMarked
package org.tocsin.cli.house;

import org.jspecify.annotations.NullMarked;

/** What the lab makes and judges: files that ours and foreign engines read alike. */
@NullMarked
package org.tocsin.cli.lab;

import org.jspecify.annotations.NullMarked;

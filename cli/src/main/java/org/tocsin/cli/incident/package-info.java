/** Incidents of the running node: what belongs together, its story, and what a person says about it. */
@NullMarked
package org.tocsin.cli.incident;

import org.jspecify.annotations.NullMarked;

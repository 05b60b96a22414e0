/** {@code tocsin verdict}: what is in force against whom, why, and how a person lifts it. */
@NullMarked
package org.tocsin.cli.verdict;

import org.jspecify.annotations.NullMarked;

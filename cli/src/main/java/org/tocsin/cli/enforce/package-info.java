/** Commands about blocking in the kernel. They ask the kernel itself, so that they work when no node runs. */
@NullMarked
package org.tocsin.cli.enforce;

import org.jspecify.annotations.NullMarked;

/** The way to a node that runs on this machine: finds it by its home folder, pins its certificate, speaks its API. */
@NullMarked
package org.tocsin.cli.api;

import org.jspecify.annotations.NullMarked;

/**
 * Benign devices: they publish telemetry over real mutual TLS, listen to each other, and count what was lost or came twice, so
 * that a drill can prove that no innocent was harmed.
 */
@NullMarked
package org.tocsin.lab.fleet;

import org.jspecify.annotations.NullMarked;

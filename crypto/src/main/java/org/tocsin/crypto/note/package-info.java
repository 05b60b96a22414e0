/** Signed notes and their keys as C2SP signed-note and tlog-cosignature define them, refusing hostile notes by name. */
@NullMarked
package org.tocsin.crypto.note;

import org.jspecify.annotations.NullMarked;

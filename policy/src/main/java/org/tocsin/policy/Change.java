package org.tocsin.policy;

import java.util.List;

/**
 * What an enforcer hears after a swap, to close the sessions that the new list no longer spares.
 *
 * @param now the list that is in force
 * @param layer where it changed
 * @param added who was put there, so that only their sessions need looking at
 * @param removed who was taken out
 * @param replaced whether the layer was emptied first, so that anybody else may have left it too
 */
public record Change(Blocklist now, Layer layer, List<Subject> added, List<Subject> removed, boolean replaced) {}

/**
 * The console: pages for people, rendered here and readable without script. All that is shown may have been written by an enemy:
 * everything is escaped, and no page holds script or style of its own.
 */
@NullMarked
@JStacheConfig(
        pathing = @JStachePath(prefix = "org/tocsin/node/console/", suffix = ".mustache"),
        formatter = Shown.class)
package org.tocsin.node.console;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;

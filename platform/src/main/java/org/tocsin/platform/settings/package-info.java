/** One YAML file bound to records; an unknown key is an error, because a misspelt safety setting is a hole. */
@NullMarked
package org.tocsin.platform.settings;

import org.jspecify.annotations.NullMarked;

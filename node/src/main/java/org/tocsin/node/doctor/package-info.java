/** What a person would check at 3 a.m.: this machine and this home folder, what is wrong, and the cure. */
@NullMarked
package org.tocsin.node.doctor;

import org.jspecify.annotations.NullMarked;

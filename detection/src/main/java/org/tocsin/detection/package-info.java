/**
 * Watches packets per device and concludes findings with their evidence: scans, brute force, factory credentials, beacons;
 * a finding must never become a weapon against whoever's address was forged.
 */
@NullMarked
package org.tocsin.detection;

import org.jspecify.annotations.NullMarked;

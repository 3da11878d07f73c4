/**
 * Logging: {@link dev.scores.chassis.logging.LogOutput} configures the output, {@link
 * dev.scores.chassis.logging.LogThrottle} limits repeated lines, and {@link
 * dev.scores.chassis.logging.DependencyLog} reports the outage and the recovery of a dependency.
 */
@NullMarked
package dev.scores.chassis.logging;

import org.jspecify.annotations.NullMarked;

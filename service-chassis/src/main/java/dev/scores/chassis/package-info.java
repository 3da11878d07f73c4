/**
 * The code that both services share (docs/adr/0005).
 *
 * <p>{@link dev.scores.chassis.ServiceDefinition} starts a service; the subpackages contain
 * settings, HTTP behaviour, lists, limits, database access, documentation, operations and commands.
 * Nothing here depends on scores or users.
 */
@NullMarked
package dev.scores.chassis;

import org.jspecify.annotations.NullMarked;

/**
 * What both services stand on, so that each idea has one place (docs/adr/0005).
 *
 * <p>{@link dev.scores.chassis.ServiceDefinition} starts a service; the rooms beneath hold its
 * settings, its HTTP manners, its documentation, its operations and its commands. Nothing here
 * knows scores or users.
 */
@NullMarked
package dev.scores.chassis;

import org.jspecify.annotations.NullMarked;

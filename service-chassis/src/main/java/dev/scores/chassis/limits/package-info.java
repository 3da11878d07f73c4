/**
 * What keeps a service from being worn out: how long a request may take, and which are refused at
 * the door because they would wait too long (docs/adr/0020).
 *
 * <p>{@link dev.scores.chassis.limits.Door} stands on each connection before the framework and
 * looks at the clock; {@link dev.scores.chassis.limits.Entrance} says whether there is room, by
 * what {@link dev.scores.chassis.limits.Backlog} and the pool's {@link
 * dev.scores.chassis.database.WaitingRoom} measure.
 */
@NullMarked
package dev.scores.chassis.limits;

import org.jspecify.annotations.NullMarked;
